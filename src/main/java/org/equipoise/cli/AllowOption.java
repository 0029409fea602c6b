package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.UnreadFile;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --allow}: what the rules of a constitution may use besides; {@code --no-cache}. */
final class AllowOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--allow",
      paramLabel = "CLASS",
      description = "a class that rules may use, or com.acme.* for a package; may be repeated")
  private @Nullable List<String> classes;

  @Option(
      names = "--no-cache",
      description = "compiles the rules anew, and keeps nothing for the next command")
  void withoutCache(boolean isOff) {
    if (isOff) {
      RuleCache.turnOff();
    }
  }

  /**
   * The constitution in a folder; what is doubtful about the folder is told on stderr.
   *
   * @throws InvalidInputException with every problem in it
   */
  Constitution load(Path folder) {
    Progress.at("compiling `" + folder + "`");
    Constitution.Checked checked = Constitution.check(folder, permissions());
    Progress.between();
    PrintWriter err = spec.commandLine().getErr();
    for (UnreadFile file : checked.unread()) {
      if (file.isDoubtful()) {
        err.println(file.warning(folder.resolve(file.path()).toString()));
      }
    }
    return checked.constitution().orElseThrow(() -> new InvalidInputException(checked.problems()));
  }

  /**
   * What is in a folder: a charter or a constitution, loaded as {@link #load} does.
   *
   * @throws InvalidInputException with every problem in it
   */
  Authority loadAny(Path folder) {
    return Charter.isIn(folder) ? Charter.load(folder, permissions()) : load(folder);
  }

  /** Returns the options as they are given. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (classes != null) {
      classes.forEach(it -> arguments.addAll(List.of("--allow", it)));
    }
    return arguments;
  }

  Permissions permissions() {
    try {
      return classes == null
          ? Permissions.none()
          : Permissions.none().withClasses(classes.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "`--allow`: " + e.getMessage(), e);
    }
  }
}
