package org.equipoise.service.governor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.KnownNames;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** What a governor tells of attributes that are not as a constitution declares or reads them. */
class DeclaredNamesTest {
  private static final String RULES =
      """
      rule "no-lies" @Principle when $o : Output( attr("lies") == true )
      then forbid( $o, "it lies" ); end
      """;
  private static final String DECLARED =
      """
      {"lies": {"of": "output", "type": "boolean"}}
      """;

  private static Constitution constitution(String undeclared) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\",\"settings\":{\"undeclared\":\""
                + undeclared
                + "\"}}",
            "attributes.json",
            DECLARED,
            "rules.drl",
            RULES));
  }

  private static Case given(String id, Map<String, ?> attributes) {
    return Case.of(id, Output.of("a", Attributes.of(attributes)));
  }

  private static final class Told implements GovernorListener {
    final Queue<String> names = new ConcurrentLinkedQueue<>();
    final Queue<String> unread = new ConcurrentLinkedQueue<>();

    @Override
    public void unknown(Authority inForce, Case given, KnownNames.Unknown unknown) {
      names.add(unknown.name() + " " + unknown.fault());
    }

    @Override
    public void unread(Authority inForce, Case given) {
      unread.add(given.id());
    }
  }

  @Test
  void everyNameIsToldOnceWhateverTheThreads() throws InterruptedException {
    Told told = new Told();
    Governor governor = Governor.builder(constitution("warn")).withListener(told).build();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < 50; i++) {
                  governor.decide(given("C", Map.of("liess", true)));
                  governor.decide(given("D", Map.of("lies", "true", "x", 1)));
                }
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(
        List.of("lies OTHER_TYPE", "liess UNDECLARED", "x UNDECLARED"),
        told.names.stream().sorted().toList());
    assertEquals(List.of("C"), List.copyOf(told.unread), "nothing that rules read was in it");
    assertEquals(4, governor.reportedNames().size(), governor.reportedNames()::toString);
    governor.adopt(constitution("warn"));
    assertEquals(List.of(), governor.reportedNames());
  }

  @Test
  void nothingIsToldWhereThatIsIgnored() {
    Told told = new Told();
    Governor governor = Governor.builder(constitution("ignore")).withListener(told).build();
    governor.decide(given("C", Map.of("lies", true, "liess", true)));
    assertEquals(List.of(), List.copyOf(told.names));
  }

  @Test
  void whatIsRefusedIsToldToo() {
    Told told = new Told();
    Governor governor = Governor.builder(constitution("refuse")).withListener(told).build();
    assertTrue(governor.decide(given("C", Map.of("liess", true))).error() != null);
    assertEquals(List.of("liess UNDECLARED"), List.copyOf(told.names));
  }

  @Test
  void aCaseWithNoneOfTheNamesThatRulesReadIsToldOfOnceWithoutDeclarations() {
    Told told = new Told();
    Constitution plain =
        Constitution.of(
            Map.of("constitution.json", "{\"name\":\"n\",\"version\":\"1\"}", "rules.drl", RULES));
    Governor governor = Governor.builder(plain).withListener(told).build();
    governor.decide(given("A", Map.of("lies", false)));
    assertEquals(List.of(), List.copyOf(told.unread));
    governor.decide(given("B", Map.of("deceives", true)));
    governor.decide(given("C", Map.of("deceives", true)));
    assertEquals(List.of("B"), List.copyOf(told.unread));
    assertEquals(List.of("deceives UNREAD"), List.copyOf(told.names));
  }
}
