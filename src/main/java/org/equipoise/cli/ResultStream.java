package org.equipoise.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way of results to whoever reads them. It remembers why something could not be written: a
 * {@code PrintWriter} before it tells only that it could not.
 */
final class ResultStream extends OutputStream {
  private final OutputStream to;
  private @Nullable IOException fault;

  ResultStream(OutputStream to) {
    this.to = to;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      to.write(bytes, offset, length);
    } catch (IOException e) {
      fault = fault == null ? e : fault;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      to.flush();
    } catch (IOException e) {
      fault = fault == null ? e : fault;
      throw e;
    }
  }

  /**
   * The exit code of a command that has written everything: its own, unless something was lost. A
   * reader who has seen enough, as {@code head} does, loses nothing that he wants.
   */
  int exit(int code, PrintWriter err) {
    if (fault == null || isClosedByItsReader(fault)) {
      return code;
    }
    err.println("error: the results could not be written: " + fault.getMessage());
    err.flush();
    return ExitCode.FAULT;
  }

  /** Java tells it only in the words of the system: "Broken pipe", "The pipe is being closed". */
  private static boolean isClosedByItsReader(IOException fault) {
    return String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }
}
