package org.equipoise.service.guard;

import java.util.UUID;
import java.util.function.Function;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/**
 * A host's own way of describing what it is about to let through: the attributes that rules read
 * are what the host, or a classifier of its own, knows of it. Called on the thread that waits for
 * the ruling, from many at once.
 *
 * @param <T> what the host hands over: a reply, a message, a tool call
 */
@FunctionalInterface
public interface CaseMapper<T> {

  /**
   * The case, with what is about to be let through as its output; of several outputs all are about
   * to be let through.
   *
   * @throws Exception if it cannot be described; a guard that enforces then holds it back
   */
  Case map(T it) throws Exception;

  /**
   * Cases of one output, each under a random id.
   *
   * @param output the output's id
   * @param text what is about to be let through, in words
   * @param attributes the host's classifier
   */
  static <T> CaseMapper<T> of(
      String output,
      Function<? super T, @Nullable String> text,
      Function<? super T, Attributes> attributes) {
    return it ->
        Case.of(
            UUID.randomUUID().toString(),
            new Output(output, text.apply(it), null, attributes.apply(it), Attributes.none()));
  }
}
