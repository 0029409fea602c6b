package org.equipoise.audit.ledger.transparency;

import com.google.common.base.Splitter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A small witness on this machine, which keeps to the protocol. */
public final class LoopbackWitness implements AutoCloseable {
  static final String NAME = "witness.example.org/w1";
  static final long NOW = 1_700_000_000;

  private final VerifierKey owner;
  private final HttpServer server;
  private KeyPair pair = pair();

  /** What the witness has seen. */
  private TreeHead seen = TreeHead.EMPTY;

  private final List<Integer> answers = new ArrayList<>();

  private LoopbackWitness(VerifierKey owner, HttpServer server) {
    this.owner = owner;
    this.server = server;
  }

  /** Starts a witness of what a key signs. */
  public static LoopbackWitness of(VerifierKey owner) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LoopbackWitness witness = new LoopbackWitness(owner, server);
    server.createContext("/w/add-checkpoint", witness::handle);
    server.start();
    return witness;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w/");
  }

  /** Returns the key as its owner publishes it. */
  public String key() {
    return vkey(pair);
  }

  /** Has it sign by another key from now on. */
  void use(KeyPair other) {
    pair = other;
  }

  long seen() {
    return seen.size();
  }

  List<Integer> answers() {
    return answers;
  }

  String cosignature(String text) {
    return cosignature(text, pair);
  }

  static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  static String vkey(KeyPair pair) {
    byte[] encoded = new byte[33];
    encoded[0] = WitnessKey.COSIGNATURE_V1;
    System.arraycopy(bytes(pair), 0, encoded, 1, 32);
    return NAME
        + "+"
        + HexFormat.of().formatHex(WitnessKey.id(NAME, bytes(pair)))
        + "+"
        + Base64.getEncoder().encodeToString(encoded);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int blank = body.indexOf("\n\n");
    List<String> lines = Splitter.on('\n').splitToList(body.substring(0, blank));
    String note = body.substring(blank + 2);
    long old = Long.parseLong(lines.get(0).substring("old ".length()));
    List<Hash> hashes = lines.subList(1, lines.size()).stream().map(Hash::parseBase64).toList();
    TreeHead head;
    try {
      head = Checkpoint.open(note, owner).head();
    } catch (IllegalArgumentException e) {
      answer(exchange, 403, "");
      return;
    }
    if (old > head.size()) {
      answer(exchange, 400, "");
    } else if (old != seen.size()) {
      answer(exchange, 409, seen.size() + "\n");
    } else if (old > 0
        && !new ConsistencyProof(old, head.size(), hashes).proves(seen.root(), head.root())) {
      answer(exchange, 422, "the proof does not hold");
    } else {
      seen = head;
      answer(exchange, 200, cosignature(SignedNote.parse(note).text(), pair));
    }
  }

  private void answer(HttpExchange exchange, int status, String text) throws IOException {
    answers.add(status);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String cosignature(String text, KeyPair by) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(by.getPrivate());
      signer.update(WitnessKey.message(text, NOW));
      ByteBuffer signature = ByteBuffer.allocate(76);
      signature.put(WitnessKey.id(NAME, bytes(by))).putLong(NOW).put(signer.sign());
      return "\u2014 " + NAME + " " + Base64.getEncoder().encodeToString(signature.array()) + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
