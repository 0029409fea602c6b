package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plural}: what several constitutions say of the same cases, and what it costs to agree. */
class PluralTest {
  private static final String RULE =
      """
      package side
      rule "%s" @Principle( weight = %s )
      when $o : Output( attr("%s") == true ) then %s( $o, "%s" ); end
      """;

  @TempDir private Path folder;

  private Path rules(String name, String... rules) throws IOException {
    return withSettings(name, "", rules);
  }

  private Path withSettings(String name, String settings, String... rules) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    Files.writeString(
        made.resolve("constitution.json"),
        "{\"name\":\"" + name + "\",\"version\":\"1\"" + settings + "}");
    for (int i = 0; i < rules.length; i++) {
      Files.writeString(made.resolve("r" + i + ".drl"), rules[i]);
    }
    return made;
  }

  private static String rule(String name, double weight, String attribute, String word) {
    return RULE.formatted(name, weight, attribute, word, name + " says so");
  }

  private Path cases(String... attributes) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < attributes.length; i++) {
      lines.add(
          "{\"case\":\"c"
              + (i + 1)
              + "\",\"outputs\":[{\"output\":\"o\",\"attributes\":{"
              + attributes[i]
              + "}}]}");
    }
    return Files.write(folder.resolve("cases.jsonl"), lines);
  }

  private Ran plural(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("plural"));
    all.addAll(List.of(arguments));
    return Ran.of(all.toArray());
  }

  private static JsonNode json(Ran ran) {
    assertEquals(1, ran.lines().size(), ran.toString());
    return FormatsPage.json(ran.out());
  }

  @Test
  void whatAllDecideAlikeAndWhatDividesThemIsShownWithTheRules() throws IOException {
    Path strict =
        rules(
            "strict",
            rule("no-lies", 0.8, "lies", "forbid"),
            rule("no-harm", 0.9, "harms", "forbid"));
    Path kind =
        rules(
            "kind",
            rule("no-pain", 0.7, "harms", "forbid"),
            rule("comfort", 0.7, "lies", "permit"));
    Path cases = cases("\"lies\":true", "\"harms\":true", "\"lies\":true,\"harms\":true");

    Ran ran = plural(strict, kind, "--cases", cases, "--format=json");

    assertEquals(1, ran.code(), ran.toString());
    JsonNode found = json(ran);
    assertEquals("[\"strict\",\"kind\"]", found.get("constitutions").toString());
    assertEquals("[\"c2\"]", found.get("alike").toString());
    JsonNode consensus = found.get("consensus").get(0);
    assertEquals("block", consensus.get("answer").textValue());
    assertFalse(consensus.get("oneReason").booleanValue());
    assertEquals(
        "principle:no-harm", consensus.get("reasons").get("strict").get(0).get("by").textValue());
    assertEquals(
        "principle:no-pain", consensus.get("reasons").get("kind").get(0).get("by").textValue());
    JsonNode divided = found.get("divided").get(0);
    assertEquals("c1", divided.get("case").textValue());
    assertEquals("{\"strict\":\"block\",\"kind\":\"allow\"}", divided.get("answers").toString());
    assertEquals("[\"comfort\",\"no-lies\"]", divided.get("rules").toString());
    // block and allow are opposites in c1, c2 is alike, c3 is blocked and left to a person
    assertEquals("[[0,0.5],[0.5,0]]", found.get("distance").toString());
    assertEquals("[[0,1],[1,0]]", found.get("distances").get("rules").toString());
  }

  @Test
  void theBridgeSaysWhoConcedesWhatAtWhichPrice() throws IOException {
    Path strict = rules("strict", rule("no-lies", 0.8, "lies", "forbid"));
    Path lax = rules("lax", rule("say-it", 0.5, "lies", "permit"));

    JsonNode bridge =
        json(plural(strict, lax, "--cases", cases("\"lies\":true"), "--format=json")).get("bridge");

    // neither takes over the rule of the other: they can only both be silent
    assertEquals("1.3", bridge.get("cost").toString());
    assertTrue(bridge.get("certified").booleanValue() && bridge.get("verified").booleanValue());
    assertEquals(
        "[{\"constitution\":\"strict\",\"kind\":\"override\",\"element\":\"principle:no-lies\","
            + "\"case\":\"c1\",\"cost\":0.8},"
            + "{\"constitution\":\"lax\",\"kind\":\"override\",\"element\":\"principle:say-it\","
            + "\"case\":\"c1\",\"cost\":0.5}]",
        bridge.get("concessions").toString());
    assertEquals("[{\"case\":\"c1\",\"answer\":\"abstain\"}]", bridge.get("answers").toString());
    assertEquals(0, bridge.get("decided").intValue());
  }

  @Test
  void aShareOfTheCasesIsEnoughIfAsked() throws IOException {
    Path strict = rules("strict", rule("no-lies", 0.8, "lies", "forbid"));
    Path silent = rules("silent", rule("no-harm", 0.9, "harms", "forbid"));
    Path cases = cases("\"lies\":true", "\"harms\":true", "\"harms\":true,\"lies\":true");

    JsonNode all = json(plural(strict, silent, "--cases", cases, "--format=json")).get("bridge");
    assertEquals(3, all.get("required").intValue());
    assertEquals("1.7", all.get("cost").toString());
    JsonNode some =
        json(plural(strict, silent, "--cases", cases, "--share=0.6", "--format=json"))
            .get("bridge");
    assertEquals(2, some.get("required").intValue());
    assertEquals("0.8", some.get("cost").toString());
    assertEquals("[\"c2\"]", some.get("left").toString());
  }

  @Test
  void aRuleThatDividesManyCasesIsSuspended() throws IOException {
    Path strict = rules("strict", rule("no-lies", 0.5, "lies", "forbid"));
    Path silent = rules("silent", rule("no-harm", 0.9, "harms", "forbid"));
    String[] lies = new String[10];
    Arrays.fill(lies, "\"lies\":true");
    Path cases = cases(lies);

    JsonNode bridge = json(plural(strict, silent, "--cases", cases, "--format=json")).get("bridge");
    assertEquals("4", bridge.get("cost").toString());
    assertEquals("suspend", bridge.get("concessions").get(0).get("kind").textValue());
    assertTrue(bridge.get("concessions").get(0).get("case").isNull());
    JsonNode dear =
        json(plural(
                strict, silent, "--cases", cases, "--suspension-factor=infinite", "--format=json"))
            .get("bridge");
    assertEquals("5", dear.get("cost").toString());
  }

  @Test
  void costsMayBeSharesOfAllThatIsAsserted() throws IOException {
    Path wordy =
        rules(
            "wordy",
            rule("no-lies", 0.5, "lies", "forbid"),
            rule("no-harm", 0.5, "harms", "forbid"));
    Path terse = rules("terse", rule("say-it", 0.5, "lies", "permit"));
    JsonNode bridge =
        json(plural(
                wordy,
                terse,
                "--cases",
                cases("\"lies\":true,\"harms\":true"),
                "--scale=shares",
                "--format=json"))
            .get("bridge");
    assertEquals("shares", bridge.get("scale").textValue());
    assertEquals("2", bridge.get("cost").toString(), "all that either asserts");
  }

  @Test
  void whereEntrenchedRulesClashThereIsNoBridge() throws IOException {
    Path never =
        rules(
            "never",
            rule("no-lies", 1, "lies", "forbid").replace("@Principle", "@Entrenched @Principle"));
    Path always =
        rules(
            "always",
            rule("say-it", 1, "lies", "permit").replace("@Principle", "@Entrenched @Principle"));
    Ran ran = plural(never, always, "--cases", cases("\"lies\":true"));
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(
        ran.out().contains("Nothing that they could give up leads to one answer in 1 case (c1)"),
        ran.out());
  }

  @Test
  void aDifferenceInASettingIsNamedAsTheCause() throws IOException {
    String[] both = {rule("no-lies", 0.6, "lies", "forbid"), rule("say-it", 0.5, "lies", "permit")};
    Path sure = withSettings("sure", ",\"settings\":{\"escalationMargin\":0.05}", both);
    Path unsure = withSettings("unsure", ",\"settings\":{\"escalationMargin\":0.5}", both);
    JsonNode found = json(plural(sure, unsure, "--cases", cases("\"lies\":true"), "--format=json"));
    assertEquals(
        "[{\"difference\":\"setting escalationMargin\"}]",
        found.get("divided").get(0).get("causes").toString());
  }

  @Test
  void levelsThatDifferHaveNoCommonMeasure() throws IOException {
    Path flat = rules("flat", rule("no-lies", 0.6, "lies", "forbid"));
    Path levelled =
        withSettings(
            "levelled",
            ",\"levels\":[\"top\",\"low\"]",
            rule("say-it", 0.5, "lies", "permit").replace("weight", "level = \"top\", weight"));
    Ran ran = plural(flat, levelled, "--cases", cases("\"lies\":true"));
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(
        ran.out()
            .contains(
                "No bridge was looked for: `flat` and `levelled` do not declare the same levels"),
        ran.out());
  }

  @Test
  void costsOnTheSameLevelsAreCompared() throws IOException {
    String levels = ",\"levels\":[\"top\",\"low\"]";
    Path strict =
        withSettings(
            "strict",
            levels,
            rule("no-lies", 0.6, "lies", "forbid").replace("weight", "level = \"top\", weight"));
    Path lax =
        withSettings(
            "lax",
            levels,
            rule("say-it", 0.5, "lies", "permit").replace("weight", "level = \"low\", weight"));
    JsonNode bridge =
        json(plural(strict, lax, "--cases", cases("\"lies\":true"), "--format=json")).get("bridge");
    assertEquals("{\"top\":0.6,\"low\":0.5}", bridge.get("costLevels").toString());
    assertTrue(bridge.get("certified").booleanValue());
  }

  @Test
  void constitutionsOfOneNameAreToldApart() throws IOException {
    Path one = rules("one", rule("no-lies", 0.6, "lies", "forbid"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("constitution.json"), "{\"name\":\"one\",\"version\":\"2\"}");
    Files.writeString(other.resolve("r.drl"), rule("no-lies", 0.6, "lies", "forbid"));
    Ran ran = plural(one, other, "--cases", cases("\"lies\":true"), "--format=json");
    assertEquals(0, ran.code(), ran.toString());
    assertEquals("[\"one 1\",\"one 2\"]", json(ran).get("constitutions").toString());
    assertEquals("0", json(ran).get("bridge").get("cost").toString());
  }

  @Test
  void wrongUseIsToldInOneError() throws IOException {
    Path one = rules("one", rule("no-lies", 0.6, "lies", "forbid"));
    Path broken =
        rules("broken", "package broken\nrule \"r\" @Principle when then nonsense( ; end");
    Path cases = cases("\"lies\":true");

    Ran alone = plural(one, "--cases", cases);
    assertEquals(2, alone.code());
    Ran twice = plural(one, one.resolve("../one"), "--cases", cases);
    assertEquals(2, twice.code());
    assertTrue(twice.err().contains("is given twice"), twice.err());
    Ran faulty = plural(one, broken, "--cases", cases);
    assertEquals(2, faulty.code());
    assertTrue(faulty.err().contains("r0.drl:2:"), faulty.err());
    Ran missing = plural(one, folder.resolve("none"), "--cases", cases);
    assertEquals(2, missing.code());
    Path other = rules("other", rule("no-lies", 0.7, "lies", "forbid"));
    assertEquals(2, plural(one, other).code());
    Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");
    Ran none = plural(one, other, "--cases", empty);
    assertEquals(2, none.code());
    assertTrue(none.err().contains("empty.jsonl"), none.err());
    for (String share : List.of("0", "1.5", "NaN", "-1")) {
      assertEquals(2, plural(one, other, "--cases", cases, "--share=" + share).code(), share);
    }
    assertEquals(2, plural(one, other, "--cases", cases, "--seconds=0").code());
    assertEquals(2, plural(one, other, "--cases", cases, "--suspension-factor=x").code());
    assertEquals(2, plural(one, other, "--cases", cases, "--scale=x").code());
  }

  @Test
  void aCaseThatSomeConstitutionCannotDecideIsLeftOutAndNamed() throws IOException {
    Path one = rules("one", rule("no-lies", 0.6, "lies", "forbid"));
    Path failing =
        rules(
            "failing",
            """
            package failing
            rule "fails" @Principle
            when $o : Output( attr("level") > 3 ) then forbid( $o, "too high" ); end
            """);
    Path cases = cases("\"lies\":true", "\"lies\":true,\"level\":\"high\"");
    Ran ran = plural(one, failing, "--cases", cases, "--format=json");
    assertEquals(1, ran.code(), ran.toString());
    JsonNode found = json(ran);
    assertEquals(1, found.get("cases").intValue());
    assertEquals("c2", found.get("undecidable").get(0).get("case").textValue());
    assertEquals("failing", found.get("undecidable").get(0).get("constitution").textValue());
  }

  @Test
  void otherAttributesAreToldPerConstitution() throws IOException {
    Path one = rules("one", rule("no-lies", 0.6, "lies", "forbid"));
    Path other = rules("other", rule("no-smoke", 0.6, "smokes", "forbid"));
    Ran ran = plural(one, other, "--cases", cases("\"lies\":true"));
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(
        ran.err().contains("no case has any of the attributes that the rules of `other` read"),
        ran.err());
  }

  @Test
  void theFieldsAreThoseOfThePageOfFormats() throws IOException {
    String levels = ",\"levels\":[\"top\",\"low\"]";
    Path strict =
        withSettings(
            "strict",
            levels,
            rule("no-lies", 0.6, "lies", "forbid").replace("weight", "level = \"top\", weight"));
    Path lax = withSettings("lax", levels, rule("say-it", 0.5, "lies", "permit"));
    Path flat = rules("flat", rule("no-harm", 0.5, "harms", "forbid"));
    String setting = ",\"settings\":{\"escalationMargin\":0.5}";
    String[] both = {rule("no-lies", 0.6, "lies", "forbid"), rule("say-it", 0.5, "lies", "permit")};
    Path unsure = withSettings("unsure", setting, both);
    Path sure = withSettings("sure", ",\"settings\":{\"escalationMargin\":0.05}", both);
    Path failing =
        rules(
            "failing",
            "package f\nrule \"f\" @Principle when $o : Output( attr(\"level\") > 3 )"
                + " then forbid( $o, \"too high\" ); end");
    Path cases = cases("\"lies\":true", "\"harms\":true,\"level\":\"high\"");
    Path judgments =
        Files.writeString(
            folder.resolve("judgments.jsonl"),
            "{\"judgment\":\"j\",\"case\":\"c1\",\"output\":\"o\",\"status\":\"permitted\","
                + "\"confidence\":0.5}\n");
    FormatsPage.read()
        .holds(
            "plural",
            plural(strict, lax, "--cases", cases, "--judgments", judgments, "--format=json"),
            plural(strict, flat, "--cases", cases, "--format=json"),
            plural(
                flat,
                rules("alike", rule("no-pain", 0.4, "harms", "forbid")),
                "--cases",
                cases,
                "--format=json"),
            plural(sure, unsure, "--cases", cases, "--format=json"),
            plural(flat, failing, "--cases", cases, "--format=json"));
  }
}
