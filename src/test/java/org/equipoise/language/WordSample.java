package org.equipoise.language;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/**
 * One use of a word of the vocabulary: a rule that says it where the case has the attribute of its
 * name, in which one thing is permitted and one judgment holds. The switch names every word, so
 * that no new one is left out.
 *
 * @param conditions besides that of the attribute
 * @param consequence the call
 * @param told what is told of it where a decision is explained, after the rule; null if nothing is
 * @param mutant the change that a mutation makes to the call; null if it drops the rule alone
 */
public record WordSample(
    Word word,
    String conditions,
    String consequence,
    @Nullable String told,
    @Nullable String mutant) {

  /** Every word that authors may use, once. */
  public static List<WordSample> all() {
    return Word.ofAuthors().stream().map(WordSample::of).toList();
  }

  private static WordSample of(Word word) {
    String why = "\"because " + word.word() + "\"";
    return switch (word) {
      case FORBID, PERMIT, OBLIGE ->
          on(
              word,
              word.word() + "( $o, " + why + " );",
              switch (word) {
                case FORBID -> "forbids `a`";
                case PERMIT -> "permits `a`";
                default -> "demands `a`";
              },
              word == Word.FORBID ? "turn `forbid` into `permit`" : "into `forbid`");
      case PREFER ->
          pair(
              word, "prefer( $o, $p, " + why + " );", "prefers `a` to `b`", "prefer the other way");
      case WEIGHT ->
          on(
              word,
              "forbid( $o, weight( 0.5 ), " + why + " );",
              "forbids `a` to a degree of 0.5",
              "give all of the weight instead of `weight( 0.5 )`");
      case ESCALATE -> on(word, "escalate( $o, " + why + " );", "leaves `a` to a person", null);
      case ENCOURAGE ->
          on(
              word,
              "encourage( $o, 0.5, " + why + " );",
              "encourages `a` by 0.5",
              "turn `encourage` into `discourage`");
      case DISCOURAGE ->
          on(
              word,
              "discourage( $o, 0.5, " + why + " );",
              "discourages `a` by 0.5",
              "turn `discourage` into `encourage`");
      case RANK ->
          pair(word, "rank( $o, $p, " + why + " );", "ranks `a` before b", "rank the other way");
      case LIFT ->
          on(word, "lift( \"base\", $o, " + why + " );", "lifts what `base` claims of `a`", null);
      case SUPPORT ->
          with(
              word,
              "$p : Principle( id == \"base\" )",
              "support( $p, 0.5, " + why + " );",
              "turn `support` into `undermine`");
      case UNDERMINE ->
          with(
              word,
              "$p : Principle( id == \"base\" )",
              "undermine( $p, 0.5, " + why + " );",
              "turn `undermine` into `support`");
      case DISCOUNT -> with(word, "$j : Judgment()", "discount( $j, 0.5, " + why + " );", null);
      case EXCLUDE -> with(word, "$j : Judgment()", "exclude( $j, " + why + " );", null);
      case CONFLICT -> on(word, "conflict( " + why + ", $o );", null, null);
      case ALIKE -> on(word, "alike( $o, \"key\", " + why + " );", null, null);
      case RAISE -> on(word, "raise( \"seen\" );", "was raised", null);
      case INSERT -> with(word, "", "insert( new Mark( \"one\" ) );", null);
      case INSERT_LOGICAL -> with(word, "", "insertLogical( new Mark( \"two\" ) );", null);
      case DERIVE, SPOT, ASSERT_JUDGMENT ->
          throw new IllegalArgumentException(word + " is for the kernel");
    };
  }

  private static WordSample on(
      Word word, String consequence, @Nullable String told, @Nullable String mutant) {
    return new WordSample(word, "$o : Output( id == \"a\" )", consequence, told, mutant);
  }

  private static WordSample pair(Word word, String consequence, String told, String mutant) {
    String both = "$o : Output( id == \"a\" ) $p : Output( id == \"b\" )";
    return new WordSample(word, both, consequence, told, mutant);
  }

  private static WordSample with(
      Word word, String conditions, String consequence, @Nullable String mutant) {
    return new WordSample(word, conditions, consequence, null, mutant);
  }

  /** What every constitution of samples has besides: a type, and a rule for words about rules. */
  public static String base() {
    return """
    package words

    declare Mark
        k : String @key
    end

    rule "base" @Principle( weight = 0.5 )
    when
        $o : Output( attr("base") == true )
    then
        forbid( $o, "base" );
    end
    """;
  }

  /** The name of its rule, which is that of its attribute. */
  public String name() {
    return word.word();
  }

  /** The element of its rule. */
  public Element element() {
    return word.speaker() == Word.Speaker.THEORY
        ? Element.theory(name())
        : Element.principle(name());
  }

  /** Its rule. */
  public String rule() {
    String kind = word.speaker() == Word.Speaker.THEORY ? "Theory" : "Principle";
    return """

    rule "%s" @%s( weight = 0.8 )
    when
        Case( attr("%s") == true )
        %s
    then
        %s
    end
    """
        .formatted(name(), kind, name(), conditions, consequence);
  }

  /** A case of two outputs, in which its rule alone speaks besides the base, or the base alone. */
  public Case given(boolean speaks) {
    Map<String, Object> attributes = new TreeMap<>();
    if (speaks) {
      attributes.put(name(), true);
    }
    return new Case(
        "C-" + name(),
        null,
        Attributes.of(attributes),
        List.of(
            Output.of("a", Attributes.of(Map.of("base", true))), Output.of("b", Attributes.none())),
        List.of(),
        Attributes.none());
  }

  /** The judgment on its case, which permits what the base forbids. */
  public Judgment judgment() {
    return Judgment.of(
        "J", "C-" + name(), new Judgment.OnOutput("a", DeonticStatus.PERMITTED), 0.5);
  }
}
