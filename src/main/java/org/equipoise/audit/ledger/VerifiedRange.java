package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The scope of a verification.
 *
 * @param size the number of entries
 * @param given the name of the key that verifies checkpoints, if it is known from elsewhere; null
 *     otherwise
 * @param shown the size up to which an external checkpoint or hash proves the contents; 0 if there
 *     was none
 * @param signed the size of the last signed checkpoint; empty if there is none
 * @param isIntact whether nothing is wrong
 */
record VerifiedRange(
    long size, @Nullable String given, long shown, OptionalLong signed, boolean isIntact) {

  List<String> proven() {
    List<String> proven = new ArrayList<>();
    if (isIntact && shown > 0) {
      proven.add(upTo(shown) + " are as they were when the checkpoint that was given was made");
    }
    if (isIntact && given != null && signed.isPresent()) {
      proven.add(
          upTo(signed.getAsLong()) + " are as the owner of the key `" + given + "` signed them");
    }
    return proven;
  }

  List<String> unproven() {
    if (!isIntact) {
      return List.of();
    }
    List<String> unproven = new ArrayList<>();
    long byOthers = Math.max(shown, given != null ? signed.orElse(0) : 0);
    if (byOthers == 0) {
      unproven.add(
          "that the ledger was not rewritten as a whole"
              + (signed.isPresent()
                  ? ", since the key of its checkpoints is its own: give the key (`--key`) or a"
                      + " checkpoint (`--checkpoint`) that was kept elsewhere"
                  : ": give a checkpoint that was kept elsewhere (`--checkpoint`)"));
    }
    long covered = Math.max(shown, signed.orElse(0));
    if (covered > 0 && covered < size) {
      unproven.add(
          (covered + 1 == size
                  ? "that entry " + covered + " was not rewritten"
                  : "that entries " + covered + " to " + (size - 1) + " were not rewritten")
              + ": no checkpoint covers "
              + (covered + 1 == size ? "it" : "them"));
    }
    unproven.add(
        "that no entries came after entry "
            + (size - 1)
            + " and were cut off: only a later checkpoint kept elsewhere would show it");
    return unproven;
  }

  private static String upTo(long size) {
    return "the first " + size + " entries";
  }
}
