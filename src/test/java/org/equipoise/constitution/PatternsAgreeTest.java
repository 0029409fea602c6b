package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.reading.PatternRead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The patterns that are read off the text of rules are those that the engine's parser finds. */
class PatternsAgreeTest {
  private static final List<Path> ROOTS = List.of(Path.of("rules"), Path.of("test-fixtures"));

  private static final List<String> CONDITIONS =
      List.of(
          "not Output() exists Case() not( Output() ) not Output( id == \"when\" )",
          "not( Output() and Case( attr(\"(\") == 1 ) ) exists( Output() or $c : Case() )",
          "( Output() or ( $a : Output() and not $b : Output( this != $a ) ) ) Case()",
          "forall( $o : Output() Output( this == $o, attr(\"x\") == true ) ) forall( Output() )",
          "accumulate( Output( $n : attr(\"n\") ); $s : count( $n ); $s > 1 ) Case()",
          "accumulate( $o : Output() and Judgment( output == $o.id ), $c : count( $o ) )",
          "acc( ( Output() and not Claim() ); $c : count( 1 ) )",
          "$l : java.util.List( size > 1 ) from collect( Output( attr(\"x\") == 1 ) )",
          "Number( intValue > 2 ) from accumulate( $o : Output(), count( $o ) ) Case()",
          "$n : Number() from accumulate( Output(), init( int n = 0; ), action( n++; ), result( n ) )",
          "$c : Case() $o : Output() from $c.getOutputs().subList( 0, 1 ) Judgment()",
          "$c : Case() $o : Output() from $c.outputs not Claim( output == $o.id )",
          "$s : String() from [ \"a\", \"b\" ] Case() eval( true ) Output()",
          "not( Claim() ) or ( exists( Claim() ) and Output() )",
          "$o : org.equipoise.language.Output( $n : attr(\"n\"), $t := text ) $p := Case()",
          "not( not Output( id.length() > (1 + 2) ) ) /* Case() */ // Judgment()\n Claim()",
          "exists( Number( this > 1 ) from accumulate( not Case() and Output(), sum( 1 ) ) )",
          "Output( attr(\"x\") == 1 ) if ( id == \"a\" ) do[other] Case()",
          "not Output( $x : attr(\"x\") ) and Case() && Judgment( confidence > 0.5 || < 0.1 );");

  private static List<SourceFile> files() throws IOException {
    List<SourceFile> files = new ArrayList<>();
    StringBuilder hard = new StringBuilder();
    for (int i = 0; i < CONDITIONS.size(); i++) {
      hard.append("rule \"").append(i).append("\" @Principle when ").append(CONDITIONS.get(i));
      hard.append("\nthen forbid( null ); then[other] end\n");
      hard.append("query q").append(i).append(" ").append(CONDITIONS.get(i)).append("\nend\n");
    }
    files.add(new SourceFile("hard", "hard", hard.toString()));
    for (Path root : ROOTS) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(it -> it.toString().endsWith(".drl")).sorted().toList()) {
          try {
            String text = Files.readString(file).replace("\r\n", "\n");
            files.add(new SourceFile(file.toString(), file.toString(), text));
          } catch (IOException e) {
            // not in UTF-8, which another test is about
          }
        }
      }
    }
    return files;
  }

  @Test
  void inEveryRuleAtHand() throws IOException {
    int rules = 0;
    int quantified = 0;
    for (SourceFile file : files()) {
      Problems problems = new Problems();
      DrlFile drl = DrlFile.parse(file, problems);
      assertTrue(
          !file.path().equals("hard") || problems.sorted().isEmpty(), problems.sorted()::toString);
      for (ParsedRule rule : Stream.concat(drl.rules().stream(), drl.queries().stream()).toList()) {
        List<String> parsed = new ArrayList<>();
        add(rule.descr().getLhs(), "", parsed);
        List<String> read = new ArrayList<>();
        for (PatternRead pattern : rule.reads().patterns()) {
          String under = String.join("", pattern.under().stream().map(it -> it + " ").toList());
          read.add(under + pattern.type() + " " + pattern.variable());
          quantified += pattern.under().isEmpty() ? 0 : 1;
          int start = rule.start(pattern.typeAt());
          String type = file.text().substring(start, start + pattern.type().length());
          assertEquals(pattern.type(), type, rule.text().name());
        }
        Collections.sort(parsed);
        Collections.sort(read);
        assertEquals(parsed, read, file.path() + " " + rule.text().name());
        rules++;
      }
    }
    assertTrue(rules > 500 && quantified > 40, rules + " rules, " + quantified + " quantified");
  }

  private static void add(@Nullable BaseDescr descr, String under, List<String> patterns) {
    if (descr instanceof PatternDescr pattern) {
      boolean isResult =
          pattern.getSource() instanceof AccumulateDescr
              && String.valueOf(pattern.getObjectType()).startsWith("Object");
      if (!isResult && pattern.getObjectType() != null) {
        patterns.add(under + pattern.getObjectType() + " " + pattern.getIdentifier());
      }
      add(pattern.getSource(), under, patterns);
    } else if (descr instanceof AccumulateDescr accumulate) {
      add(accumulate.getInput(), under + "ACCUMULATE ", patterns);
    } else if (descr instanceof CollectDescr collect) {
      add(collect.getInputPattern(), under + "COLLECT ", patterns);
    } else if (descr instanceof ConditionalElementDescr group) {
      String inner =
          descr instanceof NotDescr
              ? "NOT "
              : descr instanceof ExistsDescr
                  ? "EXISTS "
                  : descr instanceof ForallDescr ? "FORALL " : "";
      group.getDescrs().forEach(it -> add((BaseDescr) it, under + inner, patterns));
    }
  }
}
