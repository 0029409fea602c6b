package org.equipoise.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages as people meet them: opened from a file, clicked, typed at, printed. */
class PageInBrowserTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The least contrast of any text with what is behind it, and that text (WCAG 2.2, 1.4.3). */
  private static final String LEAST_CONTRAST =
      """
      (() => {
        const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        const painted = new Map();
        const paint = (color) => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = color;
          canvas.fillRect(0, 0, 1, 1);
          return canvas.getImageData(0, 0, 1, 1).data;
        };
        const rgba = (color) => {
          if (!painted.has(color)) painted.set(color, paint(color));
          return painted.get(color);
        };
        const light = ([r, g, b]) => [r, g, b].map((it) => it / 255)
            .map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
            .reduce((sum, it, i) => sum + it * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = (node) => {
          for (let it = node; it; it = it.parentElement) {
            const color = rgba(getComputedStyle(it).backgroundColor);
            if (color[3] === 255) return color;
          }
          return [255, 255, 255];
        };
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const seen = new Map();
        let least = [Infinity, "nothing"];
        let texts = 0;
        for (let text = walk.nextNode(); text; text = walk.nextNode()) {
          const of = text.parentElement;
          if (text.data.trim() === "" || of.closest("script, style, noscript, title, option")) continue;
          if (!of.checkVisibility()) continue;
          texts++;
          const style = getComputedStyle(of);
          const color = of.closest("svg") ? style.fill : style.color;
          const back = behind(of);
          const key = color + back.join();
          if (!seen.has(key)) {
            const [a, b] = [light(rgba(color)), light(back)].sort((x, y) => y - x);
            seen.set(key, (a + 0.05) / (b + 0.05));
          }
          if (seen.get(key) < least[0]) least = [seen.get(key), text.data.trim().slice(0, 60) + " " + key];
        }
        return [least[0], least[1], texts];
      })()
      """;

  /** All that can be reached, each as a path that names it. */
  private static final String REACHABLE =
      """
      [...document.querySelectorAll("a[href], button, input, select, [tabindex='0']")]
          .filter((it) => it.checkVisibility() && it.tabIndex >= 0 && !it.disabled)
          .map((it) => (it.dataset.place ??= String(Math.random())))
      """;

  @TempDir private static Path folder;
  private static Browser browser;
  private static SpecimenPages pages;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    pages = SpecimenPages.written(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void onAScreen() throws Exception {
    browser.size(1280, 900);
    browser.media("screen", "light");
  }

  private static String text(String selector) throws Exception {
    return browser
        .evaluate(
            "document.querySelector(" + JSON.writeValueAsString(selector) + ")?.textContent ?? ''")
        .asText();
  }

  private static int count(String selector) throws Exception {
    return browser
        .evaluate("document.querySelectorAll(" + JSON.writeValueAsString(selector) + ").length")
        .asInt();
  }

  private static JsonNode dataOf(Path page) throws Exception {
    browser.open(page);
    return JSON.readTree(browser.evaluate("document.getElementById('data').textContent").asText());
  }

  private static String focused() throws Exception {
    return browser.evaluate("document.activeElement?.dataset.place ?? ''").asText();
  }

  @Test
  void everyPageOpensWithoutAComplaintAndAsksNobodyForAnything() throws Exception {
    for (Path page : pages.all()) {
      browser.open(page);
      assertEquals(List.of(), browser.complaints(), page.toString());
      assertEquals(List.of(page.toUri().toString()), browser.requests(), page.toString());
      assertEquals(1, count("h1"));
      assertTrue(count("main > section") >= 1, page.toString());
    }
  }

  @Test
  void aClickOnANodeShowsItsWordsItsEnvironmentsAndItsCases() throws Exception {
    browser.open(pages.get("advice"));
    browser.click(".node.principle[aria-label^='principle be-helpful,']");
    assertEquals("be-helpful", text("#chosen"));
    assertEquals(1, count(".node[aria-pressed=true]"));
    String panel = text(".panel");
    assertTrue(panel.contains("An assistant may do what helps the one it serves."), panel);
    assertTrue(count(".panel .environments .sets li") >= 8, panel);
    assertTrue(
        browser
            .evaluate(
                "[...document.querySelectorAll('.panel .environments .sets')]"
                    + ".every((it) => it.textContent.includes('be-helpful'))")
            .asBoolean(),
        panel);
    int before = count(".panel .environments > li");
    browser.click(".panel .environments + button");
    assertTrue(count(".panel .environments > li") > before, "more conflicts are shown");

    browser.click(".panel .discloses");
    assertTrue(text(".panel pre").startsWith("rule \"be-helpful\""), text(".panel pre"));

    String id = text(".panel .environments .case");
    browser.click(".panel .environments .case");
    assertEquals(id, text("#chosen"));
    assertTrue(count(".panel .outputs dt") >= 2, text(".panel"));
    browser.click("#s-every-conflict, .sets .chip");
    assertEquals(1, count(".node[aria-pressed=true]"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void theFilterNarrowsGraphAndTablesAlike() throws Exception {
    JsonNode conflicts = dataOf(pages.get("advice")).at("/advice/conflicts");
    long dilemmas = 0;
    long ofUrgentNeed = 0;
    for (JsonNode conflict : conflicts) {
      dilemmas += conflict.get("kind").asText().equals("dilemma") ? 1 : 0;
      ofUrgentNeed += conflict.toString().contains("meet-an-urgent-need") ? 1 : 0;
    }
    String status = "#s-what-clashes > .tools .status";
    String nodes =
        "[...document.querySelectorAll('.node')].filter((it) => getComputedStyle(it).display !== 'none').length";
    int all = browser.evaluate(nodes).asInt();
    browser.click("#find");
    browser.type("meet-an-urgent-need");
    assertEquals(ofUrgentNeed + " of " + conflicts.size() + " conflicts", text(status));
    assertTrue(browser.evaluate(nodes).asInt() < all);
    assertEquals(ofUrgentNeed, count("#s-what-clashes > .listing tbody tr"));

    browser.evaluate(
        "(() => { const it = document.getElementById('find'); it.value = '';"
            + " it.dispatchEvent(new Event('input'));"
            + " kind.value = 'dilemma'; kind.dispatchEvent(new Event('change')); })()");
    assertEquals(dilemmas + " of " + conflicts.size() + " conflicts", text(status));

    browser.evaluate("(() => { kind.value = ''; kind.dispatchEvent(new Event('change')); })()");
    assertEquals(all, browser.evaluate(nodes).asInt());
    browser.click(".kind-toggle.stakeholder");
    assertTrue(browser.evaluate(nodes).asInt() < all);
    browser.click(".kind-toggle.stakeholder");
    assertEquals(all, browser.evaluate(nodes).asInt());
  }

  @Test
  void judgmentsAreDrawnByHolderOrOneByOne() throws Exception {
    browser.open(pages.get("advice"));
    int held = count(".node");
    browser.evaluate(
        "(() => { judgments.value = '1'; judgments.dispatchEvent(new Event('change')); })()");
    assertTrue(count(".node.judgment") > 20 && count(".node") > held, "drawn one by one");
    assertEquals(0, count(".node.stakeholder"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void theKeyboardAloneReachesEverythingAndShowsWhereItIs() throws Exception {
    for (String name : List.of("advice", "coverage", "equilibria", "plural", "consultation")) {
      Path page = pages.get(name);
      browser.open(page);
      Set<String> wanted = new LinkedHashSet<>();
      browser.evaluate(REACHABLE).forEach(it -> wanted.add(it.asText()));
      assertTrue(wanted.size() > 5, "only " + wanted.size() + " can be reached in " + page);
      Set<String> reached = new LinkedHashSet<>();
      List<String> unseen = new ArrayList<>();
      for (int i = 0; i < wanted.size() + 2; i++) {
        browser.press("Tab");
        reached.add(focused());
        if (browser
            .evaluate(
                "(() => { const it = document.activeElement; if (it === document.body) return false;"
                    + " const shape = it.querySelector('path'); const style = getComputedStyle(it);"
                    + " return shape && it.closest('svg') ? getComputedStyle(shape).strokeWidth !== '5px'"
                    + " : style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2; })()")
            .asBoolean()) {
          unseen.add(browser.evaluate("document.activeElement.outerHTML.slice(0, 200)").asText());
        }
      }
      wanted.removeAll(reached);
      assertEquals(Set.of(), wanted, "never reached in " + page);
      assertEquals(List.of(), unseen, "reached, and not shown");
    }
  }

  @Test
  void inTheGraphArrowsMoveEnterChoosesAndEscapeLetsGo() throws Exception {
    browser.open(pages.get("advice"));
    browser.evaluate("document.querySelector('.node[tabindex=\"0\"]').focus()");
    String first = browser.evaluate("document.activeElement.getAttribute('aria-label')").asText();
    Set<String> visited = new LinkedHashSet<>();
    for (String key : List.of("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")) {
      for (int i = 0; i < 6; i++) {
        browser.press(key);
        visited.add(browser.evaluate("document.activeElement.getAttribute('aria-label')").asText());
      }
    }
    assertTrue(visited.size() > 8, "from " + first + " to " + visited);
    assertEquals(1, count(".node[tabindex='0']"));
    String at =
        browser.evaluate("document.activeElement.querySelector('title').textContent").asText();
    browser.press("Enter");
    assertEquals("chosen", browser.evaluate("document.activeElement.id").asText());
    assertTrue(at.contains(text("#chosen")), at + " against " + text("#chosen"));
    browser.press("Escape");
    assertEquals("node", browser.evaluate("document.activeElement.classList[0]").asText());
    browser.press("Escape");
    assertEquals("Nothing chosen", text("#chosen"));
    assertEquals(0, count(".node[aria-pressed=true]"));
  }

  @Test
  void everyTextStandsOutInLightInDarkAndOnPaper() throws Exception {
    for (Path page : pages.all()) {
      browser.open(page);
      if (page.equals(pages.get("advice"))) {
        browser.click(".node.principle");
      }
      for (List<String> look :
          List.of(
              List.of("screen", "light"), List.of("screen", "dark"), List.of("print", "dark"))) {
        browser.media(look.get(0), look.get(1));
        JsonNode least = browser.evaluate(LEAST_CONTRAST);
        assertTrue(least.get(2).asInt() > 20, "only " + least.get(2) + " texts in " + page);
        assertTrue(least.get(0).asDouble() >= 4.5, page + ", " + look + ": " + least);
      }
    }
  }

  @Test
  void paperShowsAllThatTheScreenShowsOnDemand() throws Exception {
    JsonNode data = dataOf(pages.get("advice"));
    int conflicts = data.at("/advice/conflicts").size();
    int elements = data.at("/advice/weights").size();
    assertTrue(count("#s-prices-and-weights tbody tr") < elements);
    browser.media("print", "light");
    assertEquals(conflicts, count("#s-what-clashes > .listing tbody tr"));
    assertEquals(elements, count("#s-prices-and-weights tbody tr"));
    assertEquals(data.get("rules").size(), count("#s-rules tbody pre"));
    assertEquals(data.get("cases").size(), count("#s-cases tbody tr"));
    assertEquals(
        0,
        browser
            .evaluate(
                "[...document.querySelectorAll('.shut')].filter((it) => !it.checkVisibility()).length")
            .asInt());
    assertTrue(
        browser.evaluate("document.querySelector('svg.graph').checkVisibility()").asBoolean());
    assertFalse(browser.evaluate("document.querySelector('.tools').checkVisibility()").asBoolean());
    browser.media("screen", "light");
    assertTrue(count("#s-prices-and-weights tbody tr") < elements, "as before");
  }

  @Test
  void whatUsersWroteIsShownAndNeverObeyed() throws Exception {
    for (Path page :
        List.of(pages.get("hostile"), pages.get("hostile-coverage"), pages.get("hostile-replay"))) {
      browser.open(page);
      browser.media("print", "light");
      String all = browser.evaluate("document.body.innerText").asText();
      for (int i = 0; i < Specimens.HOSTILE.size(); i++) {
        String rule = Specimens.ofRule(i);
        assertTrue(all.contains(rule), rule + " in " + page);
      }
      browser.media("screen", "light");
    }
    for (Path page : pages.all()) {
      browser.open(page);
      assertEquals("undefined", browser.evaluate("typeof window.taken").asText(), page.toString());
      assertEquals(0, count("main img, main script"), page.toString());
      assertEquals(List.of(), browser.complaints(), page.toString());
    }
    browser.open(pages.get("hostile"));
    int nodes = count(".node");
    assertTrue(nodes >= Specimens.HOSTILE.size(), nodes + " nodes");
    for (int i = 0; i < nodes; i++) {
      browser.evaluate(
          "document.querySelectorAll('.node')["
              + i
              + "].dispatchEvent(new MouseEvent('click', {bubbles: true}))");
      assertTrue(count(".panel .environments li") > 0, "node " + i);
    }
    assertEquals("undefined", browser.evaluate("typeof window.taken").asText());
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void anAmendmentShowsItsListsItsPatchAndItsCases() throws Exception {
    JsonNode data = dataOf(pages.get("amendment"));
    assertEquals(40, data.at("/proposal/changes/0/resolves").size());
    assertTrue(text(".three").contains("Sought: 40 cases"), text(".three"));
    assertTrue(text(".three").contains("ward-12 and 28 more"), text(".three"));
    assertTrue(text(".diff .added").startsWith("+"), text(".diff .added"));
    assertTrue(text("#s-inseparable").contains("permitted and forbidden"));
    assertEquals(0, count("#s-inseparable tbody tr"));
    browser.click("#s-inseparable .discloses");
    assertEquals(2, count("#s-inseparable tbody tr"));
    assertTrue(text("#s-inseparable tbody").contains("somebody holds a to be forbidden"));
    browser.open(pages.get("hostile-amendment"));
    browser.media("print", "light");
    assertEquals("undefined", browser.evaluate("typeof window.taken").asText());
    assertEquals(0, count("main img, main script"));
  }

  @Test
  void thePageOfAnnotatorsLeadsWithTheirVoicesAndDrawsWhatItMeasures() throws Exception {
    browser.open(pages.get("annotators"));
    assertEquals("Independent voices", text(".figures dt"));
    assertEquals(6, count("#s-the-annotators tbody tr"));
    assertTrue(text("#s-the-annotators tbody").contains("judge flagged"), "the judge is flagged");
    assertEquals(30, count(".kappa"), "a square for each pair, twice");
    assertTrue(count("#s-what-stands .interval") > 3, text("#s-what-stands"));
    assertEquals(List.of(), browser.complaints());
    browser.open(pages.get("hostile-annotators"));
    assertEquals("undefined", browser.evaluate("typeof window.taken").asText());
    assertEquals(0, count("main img, main script"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void nothingIsWiderThanANarrowScreen() throws Exception {
    browser.size(400, 800);
    for (Path page : pages.all()) {
      browser.open(page);
      assertEquals(
          400, browser.evaluate("document.documentElement.scrollWidth").asInt(), page.toString());
    }
  }

  @Test
  void aScreenReaderFindsLandmarksHeadingsAndTables() throws Exception {
    for (Path page : pages.all()) {
      browser.open(page);
      for (String landmark : List.of("header", "nav[aria-label]", "main", "footer")) {
        assertEquals(1, count("body > " + landmark), landmark);
      }
      assertEquals("en", browser.evaluate("document.documentElement.lang").asText());
      List<Integer> levels = new ArrayList<>();
      browser
          .evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((it) => +it.tagName[1])")
          .forEach(it -> levels.add(it.asInt()));
      for (int i = 1; i < levels.size(); i++) {
        assertTrue(levels.get(i) <= levels.get(i - 1) + 1, "a level is left out: " + levels);
      }
      assertEquals(count("table"), count("table > caption"));
      assertEquals(count("tbody tr"), count("tbody th[scope=row]"));
      assertEquals(count("thead th"), count("thead th[scope=col]"));
      assertEquals(
          List.of(),
          JSON.convertValue(
              browser.evaluate(
                  "[...document.querySelectorAll('input, select, button, a, [role=button]')]"
                      + ".filter((it) => !(it.getAttribute('aria-label') ?? '').trim()"
                      + " && !it.textContent.trim() && !it.labels?.length)"
                      + ".map((it) => it.outerHTML)"),
              List.class),
          "nameless in " + page);
    }
  }

  @Test
  void aTableSortsAndSearches() throws Exception {
    JsonNode rules = dataOf(pages.get("coverage")).at("/coverage/rules");
    String section = "#s-what-hangs-on-each-rule";
    browser.click(section + " thead th:nth-child(3) button");
    assertEquals(
        "descending",
        browser
            .evaluate(
                "document.querySelector('"
                    + section
                    + " thead th:nth-child(3)').getAttribute('aria-sort')")
            .asText());
    List<Integer> speaksIn = new ArrayList<>();
    browser
        .evaluate(
            "[...document.querySelectorAll('"
                + section
                + " tbody td:nth-child(3)')].map((it) => +it.textContent)")
        .forEach(it -> speaksIn.add(it.asInt()));
    List<Integer> wanted = new ArrayList<>();
    rules.forEach(it -> wanted.add(it.get("cases").asInt()));
    wanted.sort(java.util.Comparator.reverseOrder());
    assertEquals(wanted.subList(0, speaksIn.size()), speaksIn);
    browser.click(section + " input");
    browser.type("break the law");
    assertEquals(1, count(section + " tbody tr"));
    assertTrue(text(section + " .status").startsWith("1 row found"), text(section + " .status"));
  }

  @Test
  void aReplayIsGroupedByWhatBringsTheChangesAbout() throws Exception {
    JsonNode told = dataOf(pages.get("hostile-replay")).get("replay");
    JsonNode groups = told.at("/comparison/groups");
    String section = "#s-what-brings-it-about";
    assertEquals(groups.size(), count(section + " tbody tr"));
    String first = text(section + " tbody tr");
    for (JsonNode cause : groups.get(0).get("causes")) {
      String plain = cause.asText();
      assertTrue(plain.contains("half") || first.contains(plain), plain + " in " + first);
    }
    assertTrue(first.contains("33.3 %"), first);
    assertEquals(told.get("changed").asText(), text(".figures > div:nth-child(2) .figure"));
  }

  @Test
  void twoThousandConflictsAreShownInPartsAndAnswerToTheFilter() throws Exception {
    browser.open(pages.get("large"));
    assertTrue(count("*") < 6000, count("*") + " elements");
    assertTrue(count(".node") > 60, count(".node") + " nodes");
    browser.click("#find");
    browser.type("case-1234");
    assertEquals("1 of 2,000 conflicts", text("#s-what-clashes > .tools .status"));
    browser.click(".node.stakeholder[aria-label*='holder-34,']");
    assertEquals("holder-34", text("#chosen"));
    assertEquals(List.of(), browser.complaints());
  }
}
