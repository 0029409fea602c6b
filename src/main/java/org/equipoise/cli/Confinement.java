package org.equipoise.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How Linux takes the rights away from a process: it gets namespaces of its own, so that there is
 * no network, no other process, and of all files those alone that are named, to read.
 */
enum Confinement {
  /** Bubblewrap, which does all of it. */
  BUBBLEWRAP("bubblewrap"),
  /** The tools of util-linux, in a namespace of users. */
  UNSHARE("unshare and setpriv"),
  /** The same for root, where namespaces of users are not to be had. */
  UNSHARE_AS_ROOT("unshare and setpriv, as root");

  /** Where the shared libraries are that Java needs. */
  private static final List<String> SYSTEM =
      List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache");

  /** Neither can a file or a kernel setting be written, nor is there a network but to itself. */
  private static final String IS_CONFINED =
      "(: > /t) 2>/dev/null && exit 1; [ -w /proc/sys/kernel/core_pattern ] && exit 1; while read -r a; do case $a in lo:*) ;; *:*) exit 1 ;; esac;"
          + " done < /proc/net/dev";

  private static final String MAKE_ROOT;

  static {
    try (InputStream in = Confinement.class.getResourceAsStream("isolated.sh")) {
      if (in == null) {
        throw new IllegalStateException("`isolated.sh` is not on the class path");
      }
      MAKE_ROOT = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private final String tools;

  Confinement(String tools) {
    this.tools = tools;
  }

  /** What protects from the rules, in words. */
  String words() {
    return "no network, no other process, no file but the ledger's and Java's, and those to read"
        + " alone (by "
        + tools
        + ")";
  }

  /** The first that works on this system, as trying it shows; null if none does. */
  static @Nullable Confinement found() throws IOException {
    for (Confinement each : values()) {
      if (each.works()) {
        return each;
      }
    }
    return null;
  }

  private boolean works() throws IOException {
    if (tools().contains("")) {
      return false;
    }
    Path root = Files.createTempDirectory("equipoise-isolated");
    try {
      String sh = program("sh");
      List<String> files = List.of(sh, program("setpriv"));
      List<Path> readable = new ArrayList<>();
      files.stream().filter(it -> !it.isEmpty()).forEach(it -> readable.add(Path.of(it)));
      List<String> trial = List.of(sh, "-c", IS_CONFINED);
      Process process =
          new ProcessBuilder(around(trial, readable, root, Path.of("/"), 1 << 22))
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      Files.deleteIfExists(root);
    }
  }

  private List<String> tools() {
    return this == BUBBLEWRAP
        ? List.of(program("sh"), program("bwrap"))
        : List.of(program("sh"), program("unshare"), program("mount"), program("setpriv"));
  }

  /** The path of a program; empty if there is none. */
  private static String program(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin:/sbin:/bin";
    for (String folder : path.split(":", -1)) {
      Path program = Path.of(folder.isEmpty() ? "/" : folder, name);
      if (folder.startsWith("/") && Files.isExecutable(program) && Files.isRegularFile(program)) {
        return program.toString();
      }
    }
    return "";
  }

  /**
   * A command that runs another one confined.
   *
   * @param readable what that may read
   * @param root an empty folder, which stays empty
   * @param work where it runs; an empty folder, as it sees it
   * @param addressSpace the most memory that it may ask for, in kilobytes
   */
  List<String> around(
      List<String> command, List<Path> readable, Path root, Path work, long addressSpace) {
    Set<String> files = new LinkedHashSet<>();
    SYSTEM.stream().filter(it -> Files.exists(Path.of(it))).forEach(files::add);
    File[] settings = new File("/etc").listFiles((dir, name) -> name.matches("java(-.*)?"));
    if (settings != null) { // which Debian's Java links to
      for (File each : settings) {
        files.add(each.toString());
      }
    }
    for (Path each : readable) {
      String path = each.toAbsolutePath().toString();
      if (!path.startsWith("/usr/lib/")) {
        files.add(path);
      }
    }
    List<String> all =
        new ArrayList<>(
            List.of(
                program("sh"),
                "-c",
                "ulimit -v \"$0\" && ulimit -f 0 && ulimit -c 0 && exec \"$@\"",
                Long.toString(addressSpace)));
    if (this == BUBBLEWRAP) {
      bubblewrap(files, work, all);
    } else {
      unshare(files, root, work, all);
    }
    all.addAll(command);
    return all;
  }

  private static void bubblewrap(Set<String> files, Path work, List<String> all) {
    all.addAll(List.of(program("bwrap"), "--unshare-all", "--die-with-parent", "--new-session"));
    all.addAll(List.of("--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev"));
    all.addAll(List.of("--dir", work.toString()));
    files.forEach(it -> all.addAll(List.of("--ro-bind", it, it)));
    // Written to, /proc/sys would alter the system: root is still its owner here.
    all.addAll(List.of("--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/"));
    all.addAll(List.of("--chdir", work.toString(), "--"));
  }

  private void unshare(Set<String> files, Path root, Path work, List<String> all) {
    all.add(program("unshare"));
    if (this == UNSHARE) {
      all.addAll(List.of("--user", "--map-root-user"));
    }
    all.addAll(List.of("--mount", "--net", "--pid", "--ipc", "--uts", "--fork"));
    all.addAll(List.of("--kill-child=SIGKILL", program("sh"), "-c", MAKE_ROOT, "isolated"));
    all.addAll(List.of(program("mount"), program("unshare"), program("setpriv")));
    all.addAll(List.of(root.toString(), work.toString()));
    files.add(program("setpriv"));
    all.addAll(files);
    all.add("--");
  }
}
