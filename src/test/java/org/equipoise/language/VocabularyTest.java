package org.equipoise.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private static final Output OUTPUT = new Output("a", 0, "C", null, null, name -> null);

  private static final Map<String, Runnable> CLAIMS =
      Map.of(
          "forbid", () -> Vocabulary.forbid(OUTPUT, "why"),
          "permit", () -> Vocabulary.permit(OUTPUT),
          "oblige", () -> Vocabulary.oblige(OUTPUT, "why"));

  /** Listens on behalf of a rule of the kernel, for whom nobody claims anything. */
  private static final class KernelRule implements DerivationListener {
    @Override
    public void follows(Object conclusion, @Nullable String why, Set<Element> resting) {
      throw new AssertionError(conclusion);
    }

    @Override
    public @Nullable Element speaker() {
      return null;
    }

    @Override
    public String caseId() {
      return "C";
    }
  }

  @Test
  void misuseOfAWordIsToldByItsName() {
    CLAIMS.forEach(
        (word, claim) -> {
          assertEquals(
              "`" + word + "` was called outside a rule's consequence",
              assertThrows(IllegalStateException.class, claim::run).getMessage());
          assertEquals(
              "`" + word + "` needs a principle or a theory to speak",
              assertThrows(
                      IllegalStateException.class,
                      () -> Vocabulary.recording(new KernelRule(), claim))
                  .getMessage());
        });
  }
}
