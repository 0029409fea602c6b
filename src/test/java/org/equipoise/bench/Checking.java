package org.equipoise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.drools.model.codegen.ExecutableModelProject;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.IncrementalCheck;
import org.equipoise.constitution.internal.warning.Warnings;
import org.equipoise.constitution.vetting.Permissions;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.internal.utils.KieHelper;

/**
 * Checking a constitution, warnings included, beside bare Drools compiling the same files; and
 * checking it again after one file was edited. (Of annotations bare Drools knows only some; it gets
 * none.) All take turns in one run; a figure is CPU seconds of the process.
 *
 * <p>Arguments: number of rules, one a file, and turns; by default 200 and 4.
 */
final class Checking {
  private static final String BARE =
      "package org.bare; import org.equipoise.language.*;"
          + " import function org.equipoise.language.Vocabulary.forbid;"
          + " import function org.equipoise.language.Vocabulary.permit; ";

  private Checking() {}

  public static void main(String[] arguments) throws IOException {
    int rules = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
    Path folder = Files.createTempDirectory("checking");
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\":\"bench\",\"version\":\"1\"}");
    for (int i = 0; i < rules; i++) {
      write(folder, i, i);
    }
    System.out.println("bare s   check s  ratio   recheck s  of check");
    for (int turn = 1; turn <= turns; turn++) {
      Stopwatch bare = new Stopwatch();
      compile(folder);
      double compiled = bare.cpu();
      IncrementalCheck recheck = new IncrementalCheck(folder, Permissions.none());
      Stopwatch first = new Stopwatch();
      check(folder, recheck, rules);
      double checked = first.cpu();
      write(folder, turn, 1_000 + turn);
      Stopwatch again = new Stopwatch();
      check(folder, recheck, rules);
      double rechecked = again.cpu();
      System.out.printf(
          Locale.ROOT,
          "%6.2f %9.2f %6.2f %11.2f %9.3f%s%n",
          compiled,
          checked,
          checked / compiled,
          rechecked,
          rechecked / checked,
          turn == 1 ? " (cold)" : "");
    }
  }

  private static void write(Path folder, int rule, int limit) throws IOException {
    Files.writeString(
        folder.resolve("r" + rule + ".drl"),
        """
        package bench;
        rule "r%1$d"
            @Principle( weight = 0.7 )
            @Says( "An output must not do the %1$dth thing." )
            @Tags( "t%2$d" )
        when
            $o : Output( attr("flags.f%2$d") == true, attr("numbers.n%1$d") > %4$d )
        then
            %3$s( $o, "why %1$d" );
        end
        """
            .formatted(rule, rule % 40, rule % 3 == 0 ? "permit" : "forbid", limit));
  }

  private static void check(Path folder, IncrementalCheck recheck, int rules) {
    Constitution found = recheck.check().constitution().orElseThrow();
    Warnings.of(folder, found.rules().values(), null);
    if (found.rules().size() != rules) {
      throw new IllegalStateException("not all were compiled");
    }
  }

  private static void compile(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(it -> it.toString().endsWith(".drl")).sorted().forEach(files::add);
    }
    KieHelper helper = new KieHelper();
    for (Path file : files) {
      String text =
          Files.readString(file).replace("package bench;", BARE).replaceAll("(?m)^ *@.*$", "");
      helper.addContent(text, ResourceType.DRL);
    }
    KieBase base = helper.build(ExecutableModelProject.class);
    if (base.getKiePackages().stream().mapToInt(it -> it.getRules().size()).sum() != files.size()) {
      throw new IllegalStateException("not all were compiled");
    }
  }
}
