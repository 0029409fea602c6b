package org.equipoise.constitution;

import java.nio.file.Path;
import org.equipoise.constitution.vetting.Permissions;

/**
 * Checks the constitution in a folder again and again. Each check finds what {@link
 * Constitution#check} would, and compiles only the rules that have changed since, with what all
 * share. Not safe for several threads.
 */
public final class IncrementalCheck {
  private final Path folder;
  private final Permissions permissions;
  private final CheckCache memory = new CheckCache();

  /**
   * Checks of a folder, none made yet.
   *
   * @param permissions what its rules may use besides
   */
  public IncrementalCheck(Path folder, Permissions permissions) {
    this.folder = folder;
    this.permissions = permissions;
  }

  /** Whether a file, if it is in the folder, is part of the constitution, or looks like it. */
  public boolean concerns(Path file) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    FileKind kind = FileKind.of(path, true);
    return kind instanceof FileKind.Part || kind instanceof FileKind.Mistaken;
  }

  /** The constitution as it stands, or what is wrong with it; one that is fine may compile late. */
  public Constitution.Checked check() {
    memory.begin();
    return ConstitutionLoader.check(
        problems -> Folder.read(folder, problems),
        folder.toString(),
        ConstitutionLoader.defaultLoader(),
        permissions,
        memory);
  }

  /**
   * Compiles what the last check left open because of an error elsewhere, so that the next check
   * need not; for when there is nothing else to do.
   */
  public void settle() {
    LargeStack.call(
        () -> {
          memory.settle();
          return true;
        });
  }
}
