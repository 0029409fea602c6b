package org.equipoise.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.authoring.advice.AdviceWriter;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.authoring.coverage.CoverageWriter;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Constitution CONSTITUTION = Specimens.constitution("common-morality");
  private static final Corpus CORPUS = Specimens.corpus("common-morality");
  private static final Path RESOURCES = Path.of("src/main/resources/org/equipoise/page");

  private static String dataIn(String page) {
    String start = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("</script>", from));
  }

  @Test
  void theSameInputGivesTheSamePageInWhateverOrderItComes() {
    String page = Specimens.advice(CONSTITUTION, CORPUS, 1);
    assertEquals(page, Specimens.advice(CONSTITUTION, CORPUS, 2));
    assertEquals(
        Specimens.coverage(CONSTITUTION, CORPUS), Specimens.coverage(CONSTITUTION, CORPUS));
  }

  @Test
  void aPageCarriesWhatTheFormatJsonWouldHaveSaid() throws IOException {
    Advisor advisor = new Advisor(CONSTITUTION, Advisor.Options.of(CONSTITUTION).withTop(3));
    CORPUS.forEach(advisor::add);
    JsonNode carried = JSON.readTree(dataIn(Specimens.advice(CONSTITUTION, CORPUS, 1)));
    assertEquals(JSON.readTree(AdviceWriter.toJson(advisor.advise())), carried.get("advice"));
    assertEquals(CONSTITUTION.rules().size(), carried.get("rules").size());

    CoverageBuilder survey = new CoverageBuilder(CONSTITUTION);
    CORPUS.forEach(survey::add);
    assertEquals(
        JSON.readTree(CoverageWriter.toJson(survey.coverage())),
        JSON.readTree(dataIn(Specimens.coverage(CONSTITUTION, CORPUS))).get("coverage"));
  }

  @Test
  void nothingThatUsersWroteEndsAnElementOrBeginsOne() throws IOException {
    Constitution taking = Specimens.hostile();
    for (String page :
        List.of(Specimens.hostileAdvice(taking), Specimens.hostileCoverage(taking))) {
      assertEquals(2, page.split("</script", -1).length - 1, "ends of script elements");
      assertEquals(2, page.split("<script", -1).length - 1, "script elements");
      assertEquals(1, page.split("</title", -1).length - 1);
      assertFalse(page.contains("<!--") || page.contains("<img"));
      String data = dataIn(page);
      assertTrue(
          Pattern.compile("[<>&\u2028\u2029\ud800-\udfff]")
              .matcher(data)
              .results()
              .findAny()
              .isEmpty());
      String bytes = new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      assertEquals(page, bytes, "survives being written");
      String read = JSON.readTree(data).toString();
      for (String text : Specimens.HOSTILE) {
        assertTrue(read.contains(JSON.writeValueAsString(text)), text);
      }
    }
  }

  @Test
  void aTitleIsTextWhateverItHolds() {
    assertEquals(
        "&lt;/title&gt;&quot;&#39;&amp;\uFFFD\uFFFD\uD83D\uDE00 {{data}}",
        HtmlShell.text("</title>\"'&\0\ud800\uD83D\uDE00 {{data}}"));
  }

  @Test
  void scriptsWriteTextAlone() throws IOException {
    List<Path> scripts;
    try (Stream<Path> files = Files.list(RESOURCES)) {
      scripts = files.filter(it -> it.toString().endsWith(".js")).toList();
    }
    assertTrue(scripts.size() >= 4, scripts.toString());
    Pattern markup =
        Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function"
                + "|</script|<!--|https?://(?!www\\.w3\\.org/2000/svg)|fetch\\(|XMLHttp|import\\(");
    for (Path script : scripts) {
      assertFalse(markup.matcher(Files.readString(script)).find(), script.toString());
    }
  }

  @Test
  void nodesAreSpreadWithinTheDrawingAndApart() {
    for (int n : List.of(1, 2, 30, 300)) {
      Random random = new Random(n);
      double[] radius = random.doubles(n, 5, 20).toArray();
      List<GraphLayout.Join> joins = new ArrayList<>();
      for (int i = 1; i < n; i++) {
        joins.add(new GraphLayout.Join(random.nextInt(i), i));
      }
      GraphLayout spread = GraphLayout.of(radius, joins);
      for (int i = 0; i < n; i++) {
        assertTrue(spread.x(i) >= radius[i] && spread.x(i) <= spread.width() - radius[i]);
        assertTrue(spread.y(i) >= radius[i] && spread.y(i) <= spread.height() - radius[i]);
        for (int j = 0; j < i; j++) {
          double distance = Math.hypot(spread.x(i) - spread.x(j), spread.y(i) - spread.y(j));
          assertTrue(distance > radius[i] + radius[j], n + " nodes: " + i + " is upon " + j);
        }
      }
    }
  }
}
