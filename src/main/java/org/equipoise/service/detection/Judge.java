package org.equipoise.service.detection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.equipoise.constitution.Attribute;
import org.equipoise.service.detection.internal.Ballot;
import org.equipoise.service.detection.internal.Deadline;
import org.equipoise.service.detection.internal.JudgeAnswer;
import org.equipoise.service.detection.internal.JudgePrompt;
import org.equipoise.service.governor.internal.Faults;
import org.jspecify.annotations.Nullable;

/**
 * A model of the host that is asked what a text does. One request names all attributes with what
 * their declarations say, and is made several times; the share of the answers is the probability.
 * Immutable; thread-safe if the model is.
 *
 * <p>The text is data, whatever it says: it stands between markers that nobody can foresee, apart
 * from the instructions. An answer that is not the JSON that was asked for counts as half a voice
 * for each side, and a failure of all answers leaves the attribute unknown. So no answer that
 * misfires makes a text look harmless. Nobody can keep a model from believing a text that lies to
 * it; several answers and thresholds from labelled texts show how often that happens.
 */
public final class Judge implements Detector {
  private static final int ANSWERS = 3;
  private static final int LONGEST = 100_000;
  private static final Duration TIME = Duration.ofSeconds(30);

  /**
   * What a model is asked. Immutable.
   *
   * @param instructions what to do, for the message of the system
   * @param material the texts to judge, for the message of the user; none of it is an instruction
   */
  public record Request(String instructions, String material) {

    /** Returns both in one text, for a model that takes one. */
    public String text() {
      return instructions + "\n\n" + material;
    }
  }

  private final DetectorCard card;
  private final Function<Request, @Nullable String> model;
  private final int answers;
  private final Duration time;
  private final int longest;

  private Judge(
      DetectorCard card,
      Function<Request, @Nullable String> model,
      int answers,
      Duration time,
      int longest) {
    this.card = card;
    this.model = model;
    this.answers = answers;
    this.time = time;
    this.longest = longest;
  }

  /**
   * Returns a judge that asks three times, waits 30 seconds for all answers, and reads texts of up
   * to 100,000 characters in all.
   *
   * @param id the name of the model
   * @param version its version
   * @param model answers a request; called on threads of its own, several at a time. What it throws
   *     counts as no answer
   */
  public static Judge of(String id, String version, Function<Request, @Nullable String> model) {
    return new Judge(card(id, version, ANSWERS, LONGEST), model, ANSWERS, TIME, LONGEST);
  }

  private static DetectorCard card(String id, String version, int answers, int longest) {
    return DetectorCard.of(
        id, version, JudgePrompt.VERSION, Integer.toString(answers), Integer.toString(longest));
  }

  /** Returns this judge with so many answers to each request, from 1 to 100. */
  public Judge withAnswers(int count) {
    if (count < 1 || count > 100) {
      throw new IllegalArgumentException(count + " answers are not from 1 to 100");
    }
    return new Judge(
        card(card.id(), card.version(), count, longest).with(card.data(), card.licence()),
        model,
        count,
        time,
        longest);
  }

  /** Returns this judge with another time to wait for all answers to a request. */
  public Judge withTimeout(Duration wait) {
    if (wait.isNegative() || wait.isZero()) {
      throw new IllegalArgumentException("no model answers in " + wait);
    }
    return new Judge(card, model, answers, wait, longest);
  }

  /**
   * Returns this judge with another limit to the length of a text with its conversation, in UTF-16
   * code units. What is longer is not read at all, since a part of it would not do.
   */
  public Judge withLongest(int characters) {
    if (characters < 1) {
      throw new IllegalArgumentException("a text of " + characters + " characters says nothing");
    }
    return new Judge(
        card(card.id(), card.version(), answers, characters).with(card.data(), card.licence()),
        model,
        answers,
        time,
        characters);
  }

  /** Returns this judge with what its card says of the data on which the model was made. */
  public Judge withCard(@Nullable String data, @Nullable String licence) {
    return new Judge(card.with(data, licence), model, answers, time, longest);
  }

  @Override
  public DetectorCard card() {
    return card;
  }

  @Override
  public Map<String, Detected> read(Passage passage, List<Attribute> asked) {
    long length =
        passage.text().length()
            + passage.surroundings().values().stream().mapToLong(String::length).sum();
    if (length > longest) {
      return all(asked, "the text has " + length + " characters, and " + longest + " are read");
    }
    Request request = JudgePrompt.of(passage, asked);
    Deadline deadline = Deadline.in(time);
    List<Future<@Nullable String>> started = new ArrayList<>();
    Map<String, Ballot> ballots = new LinkedHashMap<>();
    asked.forEach(it -> ballots.put(it.name(), new Ballot()));
    try {
      for (int i = 0; i < answers; i++) {
        started.add(deadline.start(() -> model.apply(request)));
      }
      for (Future<@Nullable String> each : started) {
        Map<String, Detected> answer = answer(deadline, each, passage, asked);
        ballots.forEach((name, ballot) -> ballot.add(Objects.requireNonNull(answer.get(name))));
      }
    } finally {
      started.forEach(it -> it.cancel(true));
    }
    Map<String, Detected> found = new LinkedHashMap<>();
    ballots.forEach((name, ballot) -> found.put(name, ballot.result()));
    return found;
  }

  private static Map<String, Detected> answer(
      Deadline deadline, Future<@Nullable String> started, Passage passage, List<Attribute> asked) {
    try {
      String answer = deadline.result(started);
      return answer == null
          ? all(asked, "the model gave no answer")
          : JudgeAnswer.read(answer, passage, asked);
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      return all(asked, Faults.words(e));
    }
  }

  private static Map<String, Detected> all(List<Attribute> asked, String why) {
    Map<String, Detected> all = new LinkedHashMap<>();
    asked.forEach(it -> all.put(it.name(), Detected.fault(why)));
    return all;
  }
}
