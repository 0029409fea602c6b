package org.equipoise.audit.card;

import java.util.List;
import java.util.stream.Stream;
import org.equipoise.formats.internal.ShellWords;

/**
 * What governs a service, for people who judge it. Immutable.
 *
 * @param title what it is about, in one line
 * @param sections its sections, in the order to show
 */
public record Card(String title, List<Section> sections) {
  /** What a card is, and what it is not. */
  public static final String PURPOSE =
      "This card is evidence for those who judge how decisions are governed. It judges nothing and"
          + " certifies nothing. Each number is printed again, digit for digit, by the command"
          + " beside it, at the place that the JSON pointer behind the arrow names; lines are"
          + " counted from 0, and `#` counts items.";

  public Card {
    sections = List.copyOf(sections);
  }

  /** Returns the figures of all sections, in order. */
  public Stream<Figure> figures() {
    return sections.stream().flatMap(it -> it.figures().stream());
  }

  /**
   * A part of a card. Immutable.
   *
   * @param notes sentences in words, without figures of their own
   */
  public record Section(String heading, List<String> notes, List<Figure> figures) {
    public Section {
      notes = List.copyOf(notes);
      figures = List.copyOf(figures);
    }
  }

  /**
   * A figure. Immutable.
   *
   * @param value the figure as the command prints it
   * @param command the arguments of the command, without {@code equipoise}
   * @param at where the command prints it: a JSON pointer into its output, in which several lines
   *     are a list; {@code #} at the end stands for the number of items
   */
  public record Figure(String name, String value, List<String> command, String at) {
    public Figure {
      command = List.copyOf(command);
    }

    /** Returns the command as it is typed, and where it prints the figure. */
    public String source() {
      return ShellWords.of(command) + " → " + at;
    }
  }
}
