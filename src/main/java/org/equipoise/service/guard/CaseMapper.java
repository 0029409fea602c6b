package org.equipoise.service.guard;

import java.util.UUID;
import java.util.function.Function;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/**
 * Describes as a case what a host is about to let through. The host or its classifier supplies the
 * attributes that rules read. Called on the thread that waits for the ruling; implementations must
 * be thread-safe.
 *
 * @param <T> what the host passes, for example a reply, a message or a tool call
 */
@FunctionalInterface
public interface CaseMapper<T> {

  /**
   * Returns the case. Its outputs are what the host is about to let through.
   *
   * @throws Exception if the input cannot be described; an enforcing guard then holds it back
   */
  Case map(T it) throws Exception;

  /**
   * Returns a mapper to cases with one output, each under a random id.
   *
   * @param output the id of the output
   * @param text returns the text of the output
   * @param attributes the host's classifier, which returns the attributes
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

  /**
   * Returns a mapper to cases with one output, each under a random id, without attributes: a guard
   * that {@linkplain Guard#reading reads} texts fills them.
   *
   * @param output the id of the output
   * @param text returns the text of the output
   */
  static <T> CaseMapper<T> reading(String output, Function<? super T, @Nullable String> text) {
    return of(output, text, it -> Attributes.none());
  }
}
