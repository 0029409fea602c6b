package org.equipoise.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The command line in an isolated process: its results leave it as a whole, behind a line that
 * tells its exit code and how many bytes follow.
 */
final class IsolatedMain {
  /** The most bytes of results. */
  static final int MAX_RESULT_BYTES = 64 << 20;

  static final String FIRST_LINE = "equipoise isolated";

  private IsolatedMain() {}

  /** Holds what is written, up to a bound. */
  private static final class Bounded extends OutputStream {
    final ByteArrayOutputStream held = new ByteArrayOutputStream();

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > MAX_RESULT_BYTES - held.size()) {
        throw new IOException("they are longer than " + MAX_RESULT_BYTES + " bytes");
      }
      held.write(bytes, offset, length);
    }
  }

  /** Runs a command. */
  public static void main(String[] arguments) throws IOException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Bounded results = new Bounded();
    int code = Main.run(arguments, results, err);
    err.flush();
    String line = FIRST_LINE + " " + code + " " + results.held.size() + "\n";
    out.write(line.getBytes(StandardCharsets.US_ASCII));
    results.held.writeTo(out);
    out.flush();
    Runtime.getRuntime().halt(code);
  }
}
