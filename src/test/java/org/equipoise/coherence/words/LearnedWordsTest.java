package org.equipoise.coherence.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.equipoise.coherence.Answer;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.Finding;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.TextPair;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that labels teach, alone and with another model. */
class LearnedWordsTest {
  private static final List<String> LIES = List.of("lied", "pretended", "faked", "invented");
  private static final List<String> HURTS = List.of("hit", "kicked", "pushed", "burnt");
  private static final List<String> REST =
      List.of("the", "friend", "in", "a", "garden", "at", "noon", "with", "her", "brother");

  @TempDir private Path folder;

  /** Deceit contradicts the one rule, harm the other; what deceives does not harm. */
  private static List<LabelledPair> pairs(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledPair> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean isOnLies = random.nextBoolean();
      boolean lies = random.nextBoolean();
      StringBuilder text = new StringBuilder("I ");
      text.append((lies ? LIES : HURTS).get(random.nextInt(4)));
      for (int word = 0; word < 5; word++) {
        text.append(' ').append(REST.get(random.nextInt(REST.size())));
      }
      pairs.add(
          new LabelledPair(
              new TextPair(isOnLies ? "Do not deceive." : "Do not cause pain.", text + "."),
              isOnLies == lies));
    }
    return pairs;
  }

  @Test
  void wordsOfARuleWithWordsOfATextAreLearned() {
    LearnedWords words = LearnedWords.learn(pairs(400, 1));
    long right =
        pairs(200, 2).stream()
            .filter(it -> words.score(it.pair()) > 0.5 == it.contradicts())
            .count();
    assertTrue(right >= 195, right + " of 200");
    TextPair lie = new TextPair("Do not deceive.", "I lied at noon.");
    LearnedWords.Contribution first = words.contributions(lie, 1).get(0);
    assertEquals("lied", first.hypothesis());
    assertEquals("deceive", first.premise());
    assertTrue(first.logOdds() > 0);
  }

  @Test
  void theSamePairsGiveTheSameBytesInWhateverOrder() throws IOException {
    List<LabelledPair> pairs = pairs(300, 3);
    LearnedWords words = LearnedWords.learn(pairs);
    Collections.shuffle(pairs, new Random(1));
    assertEquals(words.toText(), LearnedWords.learn(pairs).toText());
    LearnedWords read = LearnedWords.read(Files.writeString(folder.resolve("w"), words.toText()));
    assertEquals(words.toText(), read.toText());
    assertEquals(words.card(), read.card());
    for (LabelledPair each : pairs) {
      assertEquals(words.score(each.pair()), read.score(each.pair()));
    }
  }

  @Test
  void wordsThatNobodyLabelledSayNothing() {
    LearnedWords words = LearnedWords.learn(pairs(300, 4));
    double nothing = words.score(new TextPair("", ""));
    assertEquals(nothing, words.score(new TextPair("Respect copyright!", "We copied books.")));
    assertEquals(List.of(), words.contributions(new TextPair("Respect", "books"), 9));
  }

  @Test
  void labelsOfOneKindTeachNothing() {
    List<LabelledPair> pairs = pairs(50, 5).stream().filter(LabelledPair::contradicts).toList();
    assertThrows(IllegalArgumentException.class, () -> LearnedWords.learn(pairs));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "learned-words 0\n1\t0\n",
        "learned-words 2\n",
        "learned-words 2\n1\n",
        "learned-words 2\n1\tNaN\n",
        "learned-words 2\n1\t0\nh:a\t1\n",
        "learned-words 2\n1\t0\nq:a\t1\t0.5\n",
        "learned-words 2\n1\t0\nh:a\t0\t0.5\n",
        "learned-words 2\n1\t0\nh:a\t1\t1e99\n",
        "learned-words 2\n1\t0\nh:a\t1\t0.5\nh:a\t1\t0.5\n"
      })
  void aFaultyFileIsRefusedWithOneProblem(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("words"), text);
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> LearnedWords.read(file));
    assertEquals(1, refused.problems().size());
  }

  /** A model that is right about deceit, and knows nothing of pain. */
  private static final class OnDeceit implements EntailmentModel {
    @Override
    public ModelCard card() {
      return new ModelCard("on deceit", "sha256:" + "0".repeat(64), "none", List.of("en"), 100);
    }

    @Override
    public List<Relation> relate(List<TextPair> pairs) {
      return pairs.stream().map(OnDeceit::relation).toList();
    }

    private static Relation relation(TextPair pair) {
      if (pair.premise().contains("pain")) {
        return new Relation(0.3, 0.4, 0.3);
      }
      boolean lies = LIES.stream().anyMatch(pair.hypothesis()::contains);
      return lies ? new Relation(0.1, 0.1, 0.8) : new Relation(0.1, 0.8, 0.1);
    }
  }

  @Test
  void theStackUsesWhicheverPartTellsAndSaysWhich() {
    List<LabelledPair> few = pairs(60, 6);
    StackedModel stacked = StackedModel.learn(few, new OnDeceit());
    Collections.shuffle(few, new Random(1));
    assertEquals(stacked.card(), StackedModel.learn(few, new OnDeceit()).card());
    List<LabelledPair> others = pairs(300, 7);
    List<Relation> relations = stacked.relate(others.stream().map(LabelledPair::pair).toList());
    long right = 0;
    for (int i = 0; i < others.size(); i++) {
      right += relations.get(i).contradicts() > 0.5 == others.get(i).contradicts() ? 1 : 0;
    }
    long byWords =
        others.stream()
            .filter(it -> stacked.words().score(it.pair()) > 0.5 == it.contradicts())
            .count();
    assertTrue(right >= byWords && right >= 230, right + " and " + byWords + " of 300");
    TextPair unseen = new TextPair("Do not deceive.", "They acted pretendedly.");
    assertEquals("model", stacked.carried(unseen).most());
  }

  /** A model that doubts everything. */
  private static final class Doubting implements EntailmentModel {
    @Override
    public ModelCard card() {
      return new OnDeceit().card();
    }

    @Override
    public List<Relation> relate(List<TextPair> pairs) {
      return new OnDeceit().relate(pairs);
    }

    @Override
    public List<Answer> answer(List<TextPair> pairs) {
      return relate(pairs).stream().map(it -> Answer.doubted(it, Finding.Why.TOO_LONG)).toList();
    }
  }

  @Test
  void aDoubtOfTheOtherModelIsOneOfTheStack() {
    StackedModel stacked = StackedModel.learn(pairs(60, 6), new Doubting());
    TextPair pair = new TextPair("Do not deceive.", "They acted pretendedly.");
    assertEquals(
        List.of(Answer.doubted(stacked.relate(List.of(pair)).get(0), Finding.Why.TOO_LONG)),
        stacked.answer(List.of(pair)));
  }

  @Test
  void whatPairsBelongToChangesHowMuchWordsCountAndNotTheWords() {
    List<LabelledPair> few = pairs(60, 6);
    StackedModel usual = StackedModel.learn(few, new OnDeceit());
    StackedModel same = StackedModel.learn(few, it -> it.pair().hypothesis(), new OnDeceit());
    StackedModel other =
        StackedModel.learn(few, it -> it.pair().hypothesis().substring(3), new OnDeceit());
    assertEquals(usual.card(), same.card());
    assertEquals(usual.words().card(), other.words().card());
    assertNotEquals(usual.card(), other.card());
  }
}
