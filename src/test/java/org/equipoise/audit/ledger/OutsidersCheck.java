package org.equipoise.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Checks a proof by what {@code proofs.md} says, with nothing of this library. */
final class OutsidersCheck {
  private OutsidersCheck() {}

  static boolean holds(String proof, String key) throws Exception {
    String[] parts = proof.split("\n\n", 3);
    String[] lines = parts[0].split("\n", -1);
    String[] note = parts[1].split("\n", -1);
    String[] signed = parts[2].strip().split(" ", 3);
    String[] named = key.strip().split("\\+", 3);
    byte[] bytes = Base64.getDecoder().decode(named[2]);
    byte[] signature = Base64.getDecoder().decode(signed[2]);
    byte[] x509 =
        HexFormat.of()
            .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(bytes, 1, 33));
    PublicKey from = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(from);
    verifier.update((parts[1] + "\n").getBytes(StandardCharsets.UTF_8));
    boolean isSigned =
        signed[1].equals(named[0])
            && HexFormat.of().formatHex(signature, 0, 4).equals(named[1])
            && verifier.verify(Arrays.copyOfRange(signature, 4, 68));
    long index = Long.parseLong(lines[2].substring("index ".length()));
    byte[] entry = Base64.getDecoder().decode(lines[1].substring("extra ".length()));
    long fn = index;
    long sn = Long.parseLong(note[1]) - 1;
    byte[] r = sha256(new byte[] {0}, entry);
    for (String line : Arrays.asList(lines).subList(3, lines.length)) {
      byte[] p = Base64.getDecoder().decode(line);
      if (sn == 0) {
        return false;
      }
      boolean isRight = fn % 2 == 1 || fn == sn;
      r = isRight ? sha256(new byte[] {1}, p, r) : sha256(new byte[] {1}, r, p);
      while (isRight && fn % 2 == 0 && fn != 0) {
        fn /= 2;
        sn /= 2;
      }
      fn /= 2;
      sn /= 2;
    }
    String text = new String(entry, StandardCharsets.UTF_8);
    boolean isNumbered = text.contains(",\"sequence\":" + index + ",\"time\":");
    return isSigned
        && isNumbered
        && sn == 0
        && Base64.getEncoder().encodeToString(r).equals(note[2]);
  }

  private static byte[] sha256(byte[]... parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
