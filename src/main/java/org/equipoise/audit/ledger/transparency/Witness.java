package org.equipoise.audit.ledger.transparency;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A witness elsewhere, which cosigns a checkpoint if the list that it saw before is its beginning
 * (C2SP tlog-witness). A cosigned checkpoint shows to others that this list was not shown to them
 * alone. Immutable and thread-safe.
 */
public final class Witness {
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final int MAX_SHOWN = 200;

  private final URI address;
  private final WitnessKey key;
  private final HttpClient client;
  private final Duration timeout;

  /** Proves that a list of one size begins with that of another. */
  @FunctionalInterface
  public interface Proofs {
    /** Returns the proof for two sizes. */
    ConsistencyProof between(long older, long newer);
  }

  private Witness(URI address, WitnessKey key, HttpClient client, Duration timeout) {
    this.address = address;
    this.key = key;
    this.client = client;
    this.timeout = timeout;
  }

  /**
   * Returns a witness.
   *
   * @param address the prefix of its addresses, to which {@code /add-checkpoint} is added
   * @param key its key, from its owner
   * @param timeout how long to wait for each of its responses, positive
   */
  public static Witness at(URI address, WitnessKey key, Duration timeout) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
    String prefix = address.toString().replaceFirst("/+$", "");
    return new Witness(URI.create(prefix + "/add-checkpoint"), key, client, timeout);
  }

  /**
   * Has a checkpoint cosigned.
   *
   * @param note the checkpoint, signed by its owner
   * @param known the size that the witness cosigned last, as far as is known; 0 for none. If the
   *     witness knows another, it is asked again with that one
   * @return the checkpoint with the cosignature added
   * @throws IOException if the witness cannot be reached, refuses, or answers with what is no
   *     cosignature of this checkpoint by its key
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public String cosign(String note, long known, Proofs proofs)
      throws IOException, InterruptedException {
    long size = Checkpoint.unverified(note).head().size();
    HttpResponse<String> response = ask(note, Math.min(known, size), size, proofs);
    if (response.statusCode() == CONFLICT) {
      response = ask(note, sizeIn(response, size), size, proofs);
    }
    if (response.statusCode() != OK) {
      throw refused(response);
    }
    return withCosignature(note, response.body());
  }

  private HttpResponse<String> ask(String note, long older, long newer, Proofs proofs)
      throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder("old " + older + "\n");
    if (older > 0) {
      proofs.between(older, newer).path().forEach(it -> body.append(it.base64()).append('\n'));
    }
    body.append('\n').append(note);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build();
    return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** Returns the size that the witness knows. */
  private long sizeIn(HttpResponse<String> conflict, long newest) throws IOException {
    String text = conflict.body().strip();
    long size = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    if (size < 0) {
      throw refused(conflict);
    }
    if (size > newest) {
      throw new IOException(
          "the witness `"
              + key.name()
              + "` has cosigned "
              + size
              + " entries, and the checkpoint has "
              + newest
              + ": entries were cut off, or another recorder wrote them");
    }
    return size;
  }

  private IOException refused(HttpResponse<String> response) {
    String said = response.body().strip();
    return new IOException(
        "the witness `"
            + key.name()
            + "` refused the checkpoint: status "
            + response.statusCode()
            + (said.isEmpty() ? "" : ": " + said.substring(0, Math.min(MAX_SHOWN, said.length()))));
  }

  private String withCosignature(String note, String lines) throws IOException {
    String text = SignedNote.parse(note).text();
    for (String line : lines.lines().toList()) {
      if (key.cosigned(text, line).isPresent()) {
        return note + line + "\n";
      }
    }
    throw new IOException(
        "the witness `" + key.name() + "` answered without a cosignature of its key");
  }
}
