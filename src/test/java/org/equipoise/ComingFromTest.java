package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.equipoise.decision.Decider;
import org.equipoise.formats.CaseReader;
import org.junit.jupiter.api.Test;

class ComingFromTest {
  @Test
  void theExamplesOfOursDecideAsThePageSays() throws IOException {
    List<MatchResult> examples =
        Pattern.compile(
                "```drl\n(.*?)```\\s+```json\n(.*?)```\\s+Decision: `(\\w+)`", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("src", "docs", "coming-from.md")))
            .results()
            .toList();
    assertEquals(7, examples.size());
    for (MatchResult example : examples) {
      Decider decider = new Decider(Snippet.constitution(example.group(1)));
      String decision =
          decider
              .decide(CaseReader.parse(example.group(2).strip(), "coming-from.md", 1))
              .outputs()
              .get(0)
              .verdict()
              .word();
      assertEquals(example.group(3), decision, example.group());
    }
  }
}
