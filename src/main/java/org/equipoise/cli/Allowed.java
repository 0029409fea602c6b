package org.equipoise.cli;

import java.util.List;
import org.equipoise.vetting.Permissions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --allow}: what the rules of a constitution may use besides. */
final class Allowed {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--allow",
      paramLabel = "CLASS",
      description = "a class that rules may use, or com.acme.* for a package; may be repeated")
  private @Nullable List<String> classes;

  Permissions permissions() {
    try {
      return classes == null
          ? Permissions.none()
          : Permissions.none().allowing(classes.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "`--allow`: " + e.getMessage(), e);
    }
  }
}
