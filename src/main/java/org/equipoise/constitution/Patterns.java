package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.jspecify.annotations.Nullable;

/** The patterns of a condition, however deep they stand in it. */
final class Patterns {
  private Patterns() {}

  static List<PatternDescr> of(BaseDescr condition) {
    List<PatternDescr> patterns = new ArrayList<>();
    add(condition, patterns);
    return patterns;
  }

  private static void add(@Nullable BaseDescr descr, List<PatternDescr> patterns) {
    if (descr instanceof PatternDescr pattern) {
      patterns.add(pattern);
      add(pattern.getSource(), patterns);
    } else if (descr instanceof AccumulateDescr accumulate) {
      add(accumulate.getInput(), patterns);
    } else if (descr instanceof CollectDescr collect) {
      add(collect.getInputPattern(), patterns);
    } else if (descr instanceof ConditionalElementDescr group) {
      for (Object inner : group.getDescrs()) {
        add((BaseDescr) inner, patterns);
      }
    }
  }
}
