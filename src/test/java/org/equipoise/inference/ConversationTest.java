package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;
import org.equipoise.language.Claim;
import org.junit.jupiter.api.Test;

/** Rules over the messages of a conversation, and over what was raised in it. */
class ConversationTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);

  private static final String LATEST =
      """
      rule "the latest instruction of a level" @Principle( weight = 0.7 )
      when
        $m : Message( attr("format") != null )
        not Message( role == $m.role, turn > $m.turn, attr("format") != null )
        $o : Output( attr("format") != $m.attr("format") )
      then forbid( $o, "a later instruction of that level asks for " + $m.attr("format") ); end
      """;

  private static final String SECRETS =
      """
      rule "secrets were seen" @Principle( weight = 0.6 )
      when Message( role == "tool", attr("secret") == true ) then raise( "sawSecrets" ); end

      rule "secrets were sent" @Principle( weight = 0.5 )
      when Output( attr("secret") == true ) then raise( "sawSecrets" ); end

      rule "no leak" @Principle( weight = 0.9 )
      when Session( attr("sawSecrets") == true ) $o : Output( attr("external") == true )
      then forbid( $o, "it may leak what was seen" ); end

      rule "nothing to hide" @Principle( weight = 0.4 )
      when not Session( attr("sawSecrets") == true ) $o : Output( attr("external") == true )
      then permit( $o, "there is nothing to leak" ); end
      """;

  private static Constitution constitution(String rules) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"talk\",\"version\":\"1\"}",
            "rules.drl",
            "package talk\n" + rules));
  }

  private static Message said(Message.Role role, Object... attributes) {
    return Message.of(role, "…").withAttributes(attributes(attributes));
  }

  private static Attributes attributes(Object... namesAndValues) {
    Map<String, Object> all = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return Attributes.of(all);
  }

  private static String claims(Constitution constitution, Case given) {
    Decision decision = new Decider(constitution).decide(given);
    assertEquals(null, decision.error());
    List<String> all = new ArrayList<>();
    decision
        .outputs()
        .forEach(
            output ->
                output
                    .claims()
                    .forEach(
                        it ->
                            all.add(
                                output.output()
                                    + " "
                                    + it.claim().getStatus()
                                    + " "
                                    + it.label().environments())));
    return String.join("; ", all);
  }

  @Test
  void aLaterInstructionOfTheSameLevelSupersedesAnEarlierOne() {
    Case given =
        Case.of(
                "C",
                Output.of("j", attributes("format", "json")),
                Output.of("x", attributes("format", "xml")))
            .withMessages(
                List.of(
                    said(Message.Role.USER, "format", "json"),
                    said(Message.Role.ASSISTANT),
                    said(Message.Role.USER, "format", "xml")));
    String rule = "[[principle:the latest instruction of a level]]";
    assertEquals("j forbidden " + rule, claims(constitution(LATEST), given));
    List<Message> otherLevel = new ArrayList<>(given.messages());
    otherLevel.set(0, said(Message.Role.SYSTEM, "format", "json"));
    assertEquals(
        "j forbidden " + rule + "; x forbidden " + rule,
        claims(constitution(LATEST), given.withMessages(otherLevel)),
        "another level stands beside it");
  }

  @Test
  void twoStepsThatLeakTogetherAreSeenByTheSessionThatTheHostKeeps() {
    Constitution rules = constitution(SECRETS);
    Decider decider = new Decider(rules);
    Session session = Session.NONE;
    Case first =
        Case.of("1", Output.of("read", attributes()))
            .withMessages(List.of(said(Message.Role.TOOL, "secret", true)));
    Decision read = decider.decide(first.withSession(session));
    assertEquals(List.of("sawSecrets"), read.raised());
    Case second = Case.of("2", Output.of("send", attributes("external", true)));
    assertEquals("send permitted [[principle:nothing to hide]]", claims(rules, second));
    session = session.and(read.raised());
    assertEquals(
        "send forbidden [[principle:no leak]]", claims(rules, second.withSession(session)));
    assertEquals(
        List.of(), decider.decide(first.withSession(session)).raised(), "it was raised before");
    assertEquals(session, session.and(List.of("sawSecrets")), "what grows is never less");
  }

  @Test
  void labelsOverMessagesAndSessionsAreThoseOfEveryWorld() {
    Constitution constitution = constitution(LATEST + SECRETS);
    Set<String> met = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Case given = random(new Random(seed));
      CaseElements caseElements = new CaseElements(constitution.ruleBase(), given, List.of());
      Findings findings = Inference.infer(constitution, given, List.of());
      Map<String, List<String>> found = new TreeMap<>();
      findings
          .claims()
          .forEach(
              it ->
                  found.put(
                      it.claim().toString(),
                      it.label().environments().stream()
                          .map(each -> new TreeSet<>(each).toString())
                          .sorted()
                          .toList()));
      assertEquals(expected(constitution, caseElements), found, "seed " + seed + ": " + given);
      found.values().forEach(met::addAll);
    }
    assertTrue(met.stream().anyMatch(it -> it.contains("attribute:messages/")), met.toString());
  }

  /** Of each claim that holds while all stands: the minimal sets with all worlds above them. */
  private static Map<String, List<String>> expected(
      Constitution constitution, CaseElements caseElements) {
    int size = caseElements.size();
    List<Set<String>> worlds = new ArrayList<>();
    for (int standing = 0; standing < 1 << size; standing++) {
      BitSet relaxed = BitSet.valueOf(new long[] {~standing & ((1L << size) - 1)});
      Set<String> claims = new TreeSet<>();
      InferenceRun.of(caseElements, relaxed, constitution.settings().limits()).held().stream()
          .filter(it -> it.value() instanceof Claim)
          .forEach(it -> claims.add(it.value().toString()));
      worlds.add(claims);
    }
    Map<String, List<String>> labels = new TreeMap<>();
    for (String claim : worlds.get(worlds.size() - 1)) {
      List<Integer> sure = new ArrayList<>();
      for (int set = 0; set < worlds.size(); set++) {
        if (isSure(claim, set, worlds)) {
          sure.add(set);
        }
      }
      labels.put(
          claim,
          sure.stream()
              .filter(it -> sure.stream().noneMatch(o -> !o.equals(it) && (o & it) == o))
              .map(it -> names(it, caseElements))
              .sorted()
              .toList());
    }
    return labels;
  }

  private static boolean isSure(String claim, int set, List<Set<String>> worlds) {
    for (int world = 0; world < worlds.size(); world++) {
      if ((world & set) == set && !worlds.get(world).contains(claim)) {
        return false;
      }
    }
    return true;
  }

  private static String names(int set, CaseElements caseElements) {
    Set<org.equipoise.language.Element> names = new TreeSet<>();
    for (int i = 0; i < caseElements.size(); i++) {
      if ((set >> i & 1) == 1) {
        names.add(caseElements.element(i));
      }
    }
    return names.toString();
  }

  private static Case random(Random random) {
    List<Message> messages = new ArrayList<>();
    int disputes = 0;
    for (int turn = random.nextInt(4); turn > 0; turn--) {
      List<Object> attributes = new ArrayList<>();
      if (random.nextBoolean()) {
        attributes.addAll(List.of("format", random.nextBoolean() ? "json" : "xml"));
      }
      if (random.nextBoolean()) {
        boolean isDisputed = disputes < 2 && random.nextBoolean();
        disputes += isDisputed ? 1 : 0;
        attributes.addAll(List.of("secret", isDisputed ? new Disputed(true, 0.5) : (Object) true));
      }
      Message.Role[] roles = {Message.Role.USER, Message.Role.TOOL};
      messages.add(said(roles[random.nextInt(2)], attributes.toArray()));
    }
    List<Output> outputs = new ArrayList<>();
    for (String id : List.of("a", "b").subList(0, 1 + random.nextInt(2))) {
      List<Object> attributes = new ArrayList<>(List.of("external", random.nextBoolean()));
      attributes.addAll(List.of("format", random.nextBoolean() ? "json" : "xml"));
      if (random.nextInt(3) == 0) {
        attributes.addAll(List.of("secret", new Disputed(random.nextBoolean(), 0.5)));
      }
      outputs.add(Output.of(id, attributes(attributes.toArray())));
    }
    Case given = Case.of("C", outputs.toArray(Output[]::new)).withMessages(messages);
    return random.nextInt(4) == 0 ? given.withSession(Session.of("sawSecrets")) : given;
  }
}
