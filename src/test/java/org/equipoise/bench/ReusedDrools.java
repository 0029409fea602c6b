package org.equipoise.bench;

import java.util.ArrayList;
import java.util.List;
import org.kie.api.KieBase;
import org.kie.api.definition.type.FactType;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.internal.utils.KieHelper;

/**
 * The fastest common use of Drools alone: outputs are plain objects with a field for each
 * attribute, made beforehand, and one session serves all cases of a thread.
 */
final class ReusedDrools {
  private final KieSession session;
  private final List<Object> facts = new ArrayList<>();
  private final List<Object> out = new ArrayList<>();

  private ReusedDrools(KieBase rules) {
    session = rules.newKieSession();
    session.setGlobal("out", out);
  }

  static ReusedDrools of(Workload work) {
    KieBase rules =
        new KieHelper()
            .addContent(drl(work), ResourceType.DRL)
            .build(org.drools.model.codegen.ExecutableModelProject.class);
    ReusedDrools made = new ReusedDrools(rules);
    FactType type = rules.getFactType("plain", "Reply");
    for (Workload.Given given : work.given()) {
      made.facts.add(fact(type, given));
    }
    return made;
  }

  private static String drl(Workload work) {
    StringBuilder drl =
        new StringBuilder("package plain\nglobal java.util.List out\n\ndeclare Reply\n");
    for (int i = 0; i < Workload.FLAGS; i++) {
      drl.append("    f").append(i).append(" : boolean\n");
    }
    for (int i = 0; i < Workload.NUMBERS; i++) {
      drl.append("    n").append(i).append(" : int\n");
    }
    drl.append("end\n\n");
    for (int i = 0; i < work.rules().size(); i++) {
      Workload.Rule rule = work.rules().get(i);
      drl.append("rule \"r%d\"\nwhen\n    $o : Reply( ".formatted(i))
          .append(rule.condition(it -> it + " == true", it -> it, ", "))
          .append(
              " )\nthen\n    out.add( \"%s\" );\n".formatted(rule.permits() ? "permit" : "forbid"))
          .append("end\n\n");
    }
    return drl.toString();
  }

  private static Object fact(FactType type, Workload.Given given) {
    try {
      Object made = type.newInstance();
      for (int i = 0; i < given.flags().length; i++) {
        type.set(made, "f" + i, given.flags()[i]);
      }
      for (int i = 0; i < given.numbers().length; i++) {
        type.set(made, "n" + i, given.numbers()[i]);
      }
      return made;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many rules speak of a case. */
  int decide(int number) {
    out.clear();
    FactHandle handle = session.insert(facts.get(number));
    session.fireAllRules();
    session.delete(handle);
    return out.size();
  }
}
