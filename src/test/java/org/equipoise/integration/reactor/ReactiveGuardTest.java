package org.equipoise.integration.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.equipoise.Eventually;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.Escalation.Answer;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class ReactiveGuardTest {
  private static final Guard GUARD =
      Guard.of(
          Governor.of(
              Constitution.of(
                  Map.of(
                      "constitution.json",
                      "{\"name\": \"small\", \"version\": \"1\"}",
                      "rules.drl",
                      """
                      rule "good" @Principle
                      when $o : Output( attr("good") == true ) then permit( $o, "good" ); end
                      rule "ask" @Principle
                      when $o : Output( attr("unclear") == true ) then escalate( $o, "ask" ); end
                      """))),
          GuardMode.ENFORCE);

  private static Case with(String attribute) {
    return Case.of(attribute, Output.of("o", Attributes.of(Map.of(attribute, true))));
  }

  private static Ruling ruling(ReactiveGuard guard, String attribute) {
    return Objects.requireNonNull(guard.review(with(attribute)).block(Duration.ofMinutes(1)));
  }

  @Test
  void whatIsDecidedPassesOrNotWithoutAsking() {
    ReactiveGuard guard = ReactiveGuard.of(GUARD);
    assertTrue(ruling(guard, "good").passes());
    assertFalse(ruling(guard, "unclear").passes());
  }

  @Test
  void whileAHundredWaitForAPersonOneThreadDecidesOthers() throws InterruptedException {
    List<CompletableFuture<Answer>> asked = new CopyOnWriteArrayList<>();
    ReactiveGuard guard =
        ReactiveGuard.of(GUARD)
            .on(Schedulers.newSingle("one", true))
            .withEscalation(
                (given, decision) -> {
                  CompletableFuture<Answer> answer = new CompletableFuture<>();
                  asked.add(answer);
                  return answer;
                });
    CompletableFuture<List<Ruling>> all =
        Flux.range(0, 100)
            .flatMap(it -> guard.review(with("unclear")), 100)
            .collectList()
            .toFuture();
    Eventually.until("a hundred questions", () -> asked.size() == 100);
    assertTrue(ruling(guard, "good").passes());
    assertFalse(all.isDone());
    asked.forEach(it -> it.complete(new Answer(true, "ann", "fine")));
    List<Ruling> rulings = all.join();
    assertEquals(100, rulings.stream().filter(Ruling::passes).count());
  }
}
