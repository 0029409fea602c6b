package org.equipoise.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.authoring.amendment.Amender;
import org.equipoise.authoring.amendment.ProposedChanges;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;

/**
 * The certified cheapest exception to a rule that people overrode: three of the attributes explain
 * it, and one judgment in ten is noise. A figure is CPU seconds of all threads, the compiler of the
 * virtual machine and its collector included, cold: reading and inferring the cases, then
 * everything else, from the model to the patch run on all cases again, and the error in five folds.
 *
 * <p>Arguments: numbers of overrides and attributes, by turns; by default 1000 60.
 */
final class Amending {
  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Amending() {}

  public static void main(String[] arguments) {
    System.out.println(
        "overrides attributes   cases  infer s  amend s  certified  changes of rules");
    for (int i = 0; i + 1 < Math.max(2, arguments.length); i += 2) {
      int overrides = arguments.length > i + 1 ? Integer.parseInt(arguments[i]) : 1_000;
      int attributes = arguments.length > i + 1 ? Integer.parseInt(arguments[i + 1]) : 60;
      measure(overrides, attributes);
    }
  }

  private static void measure(int overrides, int attributes) {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\": \"bench\", \"version\": \"1.0.0\"}",
                "rules.drl",
                """
                package bench
                rule "no-dose" @Principle( weight = 0.8 )
                when
                    $o : Output( attr("dose") == true )
                then
                    forbid( $o, "it names a dose" );
                end
                """));
    Random random = new Random(1);
    Amender amender = new Amender(constitution, new Amender.Options(3, 1, 5, null));
    long start = MACHINE.getProcessCpuTime();
    int cases = 0;
    for (int judged = 0; judged < overrides; cases++) {
      Map<String, Object> values = new HashMap<>(Map.of("dose", true));
      boolean isWithin = random.nextBoolean();
      for (int a = 0; a < attributes; a++) {
        values.put("a" + a, (isWithin && a < 3) || random.nextBoolean());
      }
      boolean isPlanted = values.get("a0").equals(true) && values.get("a1").equals(true);
      isPlanted &= values.get("a2").equals(true);
      boolean isOverridden = isPlanted != random.nextDouble() < 0.1;
      String id = "C" + cases;
      Judgment.Verdict permitted = new Judgment.OnOutput("o", DeonticStatus.PERMITTED);
      amender.add(
          Case.of(id, Output.of("o", Attributes.of(values))),
          isOverridden ? List.of(Judgment.of("J" + cases, id, permitted, 0.9)) : List.of());
      judged += isOverridden ? 1 : 0;
    }
    long inferred = MACHINE.getProcessCpuTime();
    ProposedChanges proposal = amender.propose();
    long done = MACHINE.getProcessCpuTime();
    System.out.printf(
        "%9d %10d %7d %8.2f %8.2f  %-9s  %s%n",
        overrides,
        attributes,
        cases,
        (inferred - start) / 1e9,
        (done - inferred) / 1e9,
        proposal.certified(),
        proposal.changes().stream().filter(it -> it.isOfRules()).map(it -> it.inWords()).toList());
  }
}
