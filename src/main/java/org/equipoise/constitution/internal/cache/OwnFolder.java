package org.equipoise.constitution.internal.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder of this user's into which nobody else can put anything, root apart: the folder and the
 * files belong to the user, are no links, and none but the user may write to them; no other user
 * can replace the folder or one that it lies in.
 */
final class OwnFolder {
  private static final int OTHERS_WRITE = 0022;
  private static final int STICKY = 01000;
  private static final int ROOT = 0;

  private final Path folder;
  private final UserPrincipal user;

  private OwnFolder(Path folder, UserPrincipal user) {
    this.folder = folder;
    this.user = user;
  }

  /**
   * A folder, which is made if there is none.
   *
   * @throws IOException if it cannot be made or others may write to it, or the system does not tell
   */
  static OwnFolder of(Path folder) throws IOException {
    FileSystem system = folder.getFileSystem();
    if (!system.supportedFileAttributeViews().contains("unix")) {
      throw new AccessDeniedException(folder.toString());
    }
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    UserPrincipal user =
        system
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
    Path name = folder.getFileName();
    Path above = folder.getParent();
    if (name == null || above == null) {
      throw new AccessDeniedException(folder.toString());
    }
    Path real = above.toRealPath().resolve(name);
    for (Path each = real.getParent(); each != null; each = each.getParent()) {
      refuseForeign(each, user, true);
    }
    OwnFolder own = new OwnFolder(real, user);
    if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new AccessDeniedException(real.toString());
    }
    refuseForeign(real, user, false);
    return own;
  }

  /**
   * Refuses what another may write to or replace.
   *
   * @param isAbove whether it is a folder above, which may be root's, and may be shared if only the
   *     owner of what lies in it may replace that
   */
  private static void refuseForeign(Path path, UserPrincipal user, boolean isAbove)
      throws IOException {
    Map<String, Object> of =
        Files.readAttributes(path, "unix:mode,uid,owner", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) Objects.requireNonNull(of.get("mode"));
    boolean isOwn =
        user.equals(of.get("owner")) || (isAbove && Objects.equals(of.get("uid"), ROOT));
    boolean isShared = (mode & OTHERS_WRITE) != 0 && !(isAbove && (mode & STICKY) != 0);
    if (!isOwn || isShared) {
      throw new AccessDeniedException(path.toString());
    }
  }

  /** Reads a file of the user's, of at most so many bytes. */
  byte[] read(String name, int most) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new AccessDeniedException(file.toString());
    }
    refuseForeign(file, user, false);
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new AccessDeniedException(file.toString());
      }
      return bytes;
    }
  }

  /** Writes a file, which is there whole or not at all, whoever else writes it. */
  void write(String name, List<byte[]> parts) throws IOException {
    Path made = Files.createTempFile(folder, name, ".new"); // for this user alone
    try {
      try (OutputStream out = Files.newOutputStream(made, StandardOpenOption.WRITE)) {
        for (byte[] part : parts) {
          out.write(part);
        }
      }
      Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /** Notes that a file was of use now. */
  void touch(String name, Instant now) throws IOException {
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(now));
  }

  private record Entry(Path path, long bytes, FileTime used) {}

  /** Deletes the files whose use is longest ago, as many as are more than so many bytes. */
  void shrink(String prefix, long most) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().startsWith(prefix)) {
          entries.add(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::used).reversed());
    long kept = 0;
    for (Entry entry : entries) {
      kept += entry.bytes();
      if (kept > most) {
        Files.deleteIfExists(entry.path());
      }
    }
  }
}
