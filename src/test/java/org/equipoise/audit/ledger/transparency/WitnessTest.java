package org.equipoise.audit.ledger.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a small witness on this machine, which keeps to the protocol. */
class WitnessTest {
  private static final SigningKey OWNER = SigningKey.generate("example.org/ledger");
  private static final String NAME = "witness.example.org/w1";
  private static final long NOW = 1_700_000_000;

  private HttpServer server;
  private KeyPair pair;
  private WitnessKey key;
  private Witness witness;

  /** What the witness has seen. */
  private TreeHead seen = TreeHead.EMPTY;

  private final List<Integer> answers = new ArrayList<>();

  @BeforeEach
  void begin() throws IOException, GeneralSecurityException {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    key = WitnessKey.parse(vkey(pair));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/w/add-checkpoint", this::handle);
    server.start();
    witness =
        Witness.at(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w/"),
            key,
            Duration.ofMinutes(1));
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private static byte[] bytes(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private static String vkey(KeyPair pair) {
    byte[] encoded = new byte[33];
    encoded[0] = WitnessKey.COSIGNATURE_V1;
    System.arraycopy(bytes(pair), 0, encoded, 1, 32);
    return NAME
        + "+"
        + HexFormat.of().formatHex(WitnessKey.id(NAME, bytes(pair)))
        + "+"
        + Base64.getEncoder().encodeToString(encoded);
  }

  // ---- a witness

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int blank = body.indexOf("\n\n");
    List<String> lines = Splitter.on('\n').splitToList(body.substring(0, blank));
    String note = body.substring(blank + 2);
    long old = Long.parseLong(lines.get(0).substring("old ".length()));
    List<Hash> hashes = lines.subList(1, lines.size()).stream().map(Hash::parseBase64).toList();
    TreeHead head;
    try {
      head = Checkpoint.open(note, OWNER.verifier()).head();
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

  // ---- the client

  private static List<Hash> leaves(int count, String of) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(Hash.leaf((of + i).getBytes(StandardCharsets.UTF_8)));
    }
    return leaves;
  }

  private static TreeHead head(List<Hash> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::add);
    return tree.head();
  }

  private String cosign(List<Hash> leaves, long known) throws IOException, InterruptedException {
    return witness.cosign(
        Checkpoint.sign(head(leaves), OWNER),
        known,
        (older, newer) -> ConsistencyProof.of(older, newer, leaves.iterator()));
  }

  @Test
  void aWitnessCosignsWhatGrows() throws IOException, InterruptedException {
    for (int size : new int[] {1, 2, 7, 8, 20, 20}) {
      List<Hash> leaves = leaves(size, "a");
      String note = cosign(leaves, seen.size());
      assertEquals(Optional.of(Instant.ofEpochSecond(NOW)), key.cosigned(note));
      assertEquals(head(leaves), Checkpoint.open(note, OWNER.verifier()).head());
    }
    assertEquals(List.of(200, 200, 200, 200, 200, 200), answers);
  }

  @Test
  void aWitnessThatKnowsAnotherSizeIsAskedAgain() throws IOException, InterruptedException {
    cosign(leaves(5, "a"), 0);
    cosign(leaves(9, "a"), 0);
    cosign(leaves(12, "a"), 12);
    assertEquals(List.of(200, 409, 200, 409, 200), answers);
  }

  @Test
  void whatWasRewrittenOrCutIsRefused() throws IOException, InterruptedException {
    cosign(leaves(9, "a"), 0);
    IOException e = assertThrows(IOException.class, () -> cosign(leaves(12, "b"), 9));
    assertTrue(String.valueOf(e.getMessage()).contains("422: the proof does not hold"));
    e = assertThrows(IOException.class, () -> cosign(leaves(8, "a"), 8));
    assertTrue(String.valueOf(e.getMessage()).contains("entries were cut off"), e.getMessage());
  }

  @Test
  void aCosignatureOfAnotherKeyOrTextIsNone() throws Exception {
    String note = cosign(leaves(3, "a"), 0);
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    assertEquals(Optional.empty(), WitnessKey.parse(vkey(other)).cosigned(note));
    String text = SignedNote.parse(note).text();
    String elsewhere = Checkpoint.sign(head(leaves(4, "a")), OWNER) + cosignature(text, pair);
    assertEquals(Optional.empty(), key.cosigned(elsewhere));
    pair = other; // the witness signs by another key than the client knows
    IOException e = assertThrows(IOException.class, () -> cosign(leaves(5, "a"), 3));
    assertTrue(String.valueOf(e.getMessage()).contains("without a cosignature"), e.getMessage());
  }

  @Test
  void onlyTheKeyOfAWitnessIsOne() {
    for (String text :
        List.of(
            "",
            "w",
            "w+0+",
            vkey(pair).replaceFirst("[+][0-9a-f]{8}[+]", "+00000000+"),
            OWNER.verifier().toString())) {
      assertThrows(IllegalArgumentException.class, () -> WitnessKey.parse(text), text);
    }
  }
}
