package org.equipoise.service.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardTest {
  private static final Constitution CONSTITUTION =
      Constitution.load(Path.of("rules", "common-morality"));
  private static final CaseMapper<Object> UNABLE =
      it -> {
        throw new IllegalStateException("the classifier is down");
      };

  @TempDir private Path folder;

  private final List<GovernedDecision> recorded = new ArrayList<>();
  private final Governor governor = governing(CONSTITUTION);

  private Governor governing(Constitution constitution) {
    return Governor.builder(constitution)
        .withListener(
            new GovernorListener() {
              @Override
              public void decided(GovernedDecision governed, long nanoseconds) {
                recorded.add(governed);
              }
            })
        .build();
  }

  private static Output output(String id, String violated) {
    return Output.of(id, Attributes.of(Map.of("violates", Map.of(violated, true))));
  }

  private static Output silence(String id) {
    return Output.of(id, Attributes.none());
  }

  @AfterEach
  void nothingLeavesTheThreadInterrupted() {
    assertFalse(Thread.interrupted());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsForbiddenIsHeldBackWhereTheGuardEnforces(GuardMode mode) {
    Ruling ruling = Guard.of(governor, mode).review(Case.of("C-1", output("a", "deceive")));
    assertEquals(mode == GuardMode.SHADOW, ruling.passes());
    assertEquals(Action.BLOCK, ruling.action());
    assertTrue(ruling.reason().contains("(principle:"), ruling.reason());
    assertEquals(1, recorded.size());
  }

  @Test
  void ofSeveralOutputsEachMustBeAllowed() {
    Guard guard = Guard.of(governor, GuardMode.ENFORCE).withEscalation((given, decision) -> true);
    assertTrue(guard.review(Case.of("C-1", silence("a"), silence("b"))).passes());
    assertFalse(guard.review(Case.of("C-2", silence("a"), output("b", "death"))).passes());
    assertFalse(guard.review(Case.of("C-3", output("b", "death"), silence("a"))).passes());
  }

  @Test
  void whatIsLeftToAPersonIsHeldBackUnlessSomebodyLetsItPass() {
    Case unclear = Case.of("C-1", silence("a"));
    Guard guard = Guard.of(governor, GuardMode.ENFORCE);
    Ruling held = guard.review(unclear);
    assertFalse(held.passes());
    assertEquals("no principle speaks of it, so it is left to a person", held.reason());
    assertTrue(
        guard.withEscalation((given, decision) -> given.equals(unclear)).review(unclear).passes());
    assertFalse(guard.withEscalation((given, decision) -> false).review(unclear).passes());
  }

  @Test
  void nobodyIsAskedInShadowMode() {
    Guard guard =
        Guard.of(governor, GuardMode.SHADOW)
            .withEscalation(
                (given, decision) -> {
                  throw new AssertionError("asked");
                });
    Ruling ruling = guard.review(Case.of("C-1", silence("a")));
    assertTrue(ruling.passes());
    assertEquals(Action.ESCALATE, ruling.action());
  }

  @Test
  void nobodyIsAskedOfWhatIsBlocked() {
    Guard guard = Guard.of(governor, GuardMode.ENFORCE).withEscalation((given, decision) -> true);
    assertFalse(guard.review(Case.of("C-1", output("a", "death"))).passes());
  }

  @Test
  void whereAskingFailsTheCaseIsHeldBack() {
    for (Throwable fault : List.of(new IllegalStateException("no line"), new LinkageError())) {
      Guard guard =
          Guard.of(governor, GuardMode.ENFORCE)
              .withEscalation(
                  (given, decision) -> {
                    throw GuardTest.<RuntimeException>sneaky(fault);
                  });
      Ruling ruling = guard.review(Case.of("C-1", silence("a")));
      assertFalse(ruling.passes());
      assertEquals(
          "no principle speaks of it, so it is left to a person, and nobody could be asked: "
              + fault,
          ruling.reason());
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable fault) throws T {
    throw (T) fault;
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeDescribedIsHeldBackAndRecordedAsAnError(GuardMode mode) {
    Ruling ruling = Guard.of(governor, mode).review(UNABLE, "reply");
    assertEquals(mode == GuardMode.SHADOW, ruling.passes());
    assertEquals(Action.BLOCK, ruling.action());
    String cause =
        "it could not be described as a case: java.lang.IllegalStateException: the classifier is"
            + " down";
    assertEquals("deciding failed: " + cause, ruling.reason());
    assertEquals(1, recorded.size());
    assertEquals(DecisionError.ofHost(cause), recorded.get(0).decision().error());
    assertEquals(ruling.decision(), recorded.get(0).decision());
  }

  @Test
  void everyWayInWhichAMapperFailsIsHeldBack() {
    List<CaseMapper<Object>> mappers =
        List.of(
            it -> null,
            it -> Case.of("without output"),
            it -> Case.of("C-1", Output.of("a", Attributes.of(Map.of("x", new Object())))),
            it -> forEver(it),
            it -> {
              throw new IOException("unreachable");
            },
            it -> {
              throw new ExceptionInInitializerError("no such model");
            },
            it -> {
              throw new AssertionError();
            });
    for (CaseMapper<Object> mapper : mappers) {
      Ruling ruling = Guard.of(governor, GuardMode.ENFORCE).review(mapper, "reply");
      assertFalse(ruling.passes());
      assertEquals(DecisionState.ERROR, ruling.decision().state());
      assertTrue(Guard.of(governor, GuardMode.SHADOW).review(mapper, "reply").passes());
    }
    assertEquals(2 * mappers.size(), recorded.size());
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Case forEver(Object it) {
    return forEver(it);
  }

  @Test
  void anInterruptedMapperLeavesTheThreadInterrupted() {
    Ruling ruling =
        Guard.of(governor, GuardMode.ENFORCE)
            .review(
                it -> {
                  throw new InterruptedException();
                },
                "reply");
    assertFalse(ruling.passes());
    assertTrue(Thread.interrupted());
  }

  @Test
  void whereDecidingFailsTheConstitutionSaysWhatIsDone() throws IOException {
    assertTrue(reviewedByFaultyRules("allow").passes());
    assertFalse(reviewedByFaultyRules("block").passes());
    assertFalse(reviewedByFaultyRules("escalate").passes());
  }

  @Test
  void whatCannotBeDescribedIsHeldBackEvenWhereErrorsAreAllowed() throws IOException {
    Governor lenient = governing(faultyRules("allow"));
    assertFalse(Guard.of(lenient, GuardMode.ENFORCE).review(UNABLE, "reply").passes());
  }

  private Ruling reviewedByFaultyRules(String onError) throws IOException {
    Ruling ruling =
        Guard.of(governing(faultyRules(onError)), GuardMode.ENFORCE)
            .review(Case.of("C-1", Output.of("a", Attributes.of(Map.of("n", 0)))));
    assertEquals(DecisionState.ERROR, ruling.decision().state());
    return ruling;
  }

  private Constitution faultyRules(String onError) throws IOException {
    Path files = Files.createDirectory(folder.resolve(onError));
    Files.writeString(
        files.resolve("constitution.json"),
        """
        {"name": "faulty", "version": "1", "settings": {"onError": "%s"}}
        """
            .formatted(onError));
    Files.writeString(
        files.resolve("faulty.drl"),
        """
        package faulty

        rule "divides"
            @Principle( weight = 1 )
        when
            $o : Output( $n : attr("n") != null )
        then
            forbid( $o, "it is " + 1 / ((Integer) $n) );
        end
        """);
    return Constitution.load(files);
  }

  @Test
  void whatIsAllowedHasNoReasonAgainstIt() throws IOException {
    Path files = Files.createDirectory(folder.resolve("permissive"));
    Files.writeString(
        files.resolve("constitution.json"), "{\"name\": \"permissive\", \"version\": \"1\"}");
    Files.writeString(
        files.resolve("all.drl"),
        """
        package permissive

        rule "all"
            @Principle( weight = 1 )
        when
            $o : Output()
        then
            permit( $o, "why not" );
        end
        """);
    Ruling ruling =
        Guard.of(governing(Constitution.load(files)), GuardMode.ENFORCE)
            .review(CaseMapper.of("a", String::valueOf, it -> Attributes.none()), 7);
    assertTrue(ruling.passes());
    assertEquals(Action.ALLOW, ruling.action());
    assertNull(ruling.reason());
    assertEquals("7", recorded.get(0).given().outputs().get(0).text());
  }

  @Test
  void aReasonIsNeverEndless() {
    Guard guard = Guard.of(governor, GuardMode.ENFORCE);
    Ruling ruling =
        guard.review(
            it -> {
              throw new IllegalStateException("x".repeat(100_000));
            },
            "reply");
    assertEquals(1_000, ruling.reason().length());
  }
}
