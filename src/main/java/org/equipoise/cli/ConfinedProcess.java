package org.equipoise.cli;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that is not trusted: what it says is bounded and holds no control characters, and it is
 * ended when its time is over.
 *
 * @param seconds how long it may take
 * @param err takes what it says of its progress
 */
record ConfinedProcess(int seconds, PrintWriter err) {
  private static final Pattern FIRST_LINE =
      Pattern.compile(IsolatedMain.FIRST_LINE + " ([0-3]) ([0-9]{1,8})");

  /** The most characters of its progress that are told. */
  private static final int MAX_PROGRESS_CHARS = 1 << 20;

  /** What came of it. */
  record Outcome(int code, String results) {}

  /** It ended without a result, or had to be ended. */
  static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    StoppedException(String message) {
      super(message);
    }
  }

  /**
   * Runs a command to its end.
   *
   * @throws StoppedException if it gives no result
   */
  Outcome run(List<String> command) throws IOException, StoppedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
    builder.environment().clear();
    Process process = builder.start();
    Thread ending = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(ending);
    AtomicBoolean isLate = new AtomicBoolean();
    Thread watch = daemon("isolated, time", () -> watch(process, isLate));
    Thread progress = daemon("isolated, progress", () -> tell(process.getErrorStream()));
    try {
      return outcome(process.getInputStream());
    } catch (StoppedException e) {
      throw isLate.get()
          ? new StoppedException(
              "the isolated process was ended after "
                  + seconds
                  + " s; `--isolated-seconds` gives it longer")
          : e;
    } finally {
      process.destroyForcibly();
      Uninterruptibles.joinUninterruptibly(progress, Duration.ofSeconds(1));
      watch.interrupt();
      Runtime.getRuntime().removeShutdownHook(ending);
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void watch(Process process, AtomicBoolean isLate) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        isLate.set(true);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is over
    }
  }

  private void tell(InputStream in) {
    byte[] some = new byte[4_096];
    int told = 0;
    try {
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        if (told < MAX_PROGRESS_CHARS) {
          err.print(plain(new String(some, 0, read, StandardCharsets.UTF_8)));
          err.flush();
          told += read;
        }
      }
    } catch (IOException e) {
      err.flush(); // it was ended
    }
  }

  private static Outcome outcome(InputStream in) throws IOException, StoppedException {
    try {
      return outcome(line(in), in);
    } catch (IOException e) {
      throw new StoppedException("what the isolated process said could not be read: " + e);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int each = in.read(); each >= 0 && each != '\n' && line.length() < 64; each = in.read()) {
      line.append((char) each);
    }
    return line.toString();
  }

  private static Outcome outcome(String line, InputStream in) throws IOException, StoppedException {
    Matcher first = FIRST_LINE.matcher(line);
    if (!first.matches()) {
      throw new StoppedException(
          "the isolated process ended without a result: it ran out of memory, or its rules ended"
              + " it");
    }
    int length = Integer.parseInt(first.group(2));
    if (length > IsolatedMain.MAX_RESULT_BYTES) {
      throw new StoppedException("the isolated process has more to say than is let through");
    }
    byte[] results = in.readNBytes(length);
    if (results.length < length || in.read() >= 0) {
      throw new StoppedException("the isolated process said something else than it announced");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(results)).toString();
      return new Outcome(Integer.parseInt(first.group(1)), plain(text));
    } catch (CharacterCodingException e) {
      throw new StoppedException("what the isolated process said is not UTF-8");
    }
  }

  /** A text with escapes in place of the characters that steer a terminal. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (Character.isISOControl(each) && each != '\n' && each != '\t') {
        plain.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      } else {
        plain.append(each);
      }
    }
    return plain.toString();
  }
}
