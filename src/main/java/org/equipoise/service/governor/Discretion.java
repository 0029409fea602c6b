package org.equipoise.service.governor;

/**
 * What may be said of a case outside the journal: in log lines, in a health component, on an
 * endpoint. Thread-safe.
 */
public interface Discretion {
  /** Hides nothing. */
  Discretion NONE =
      new Discretion() {
        @Override
        public String text(String text) {
          return text;
        }

        @Override
        public String name(String name) {
          return name;
        }
      };

  /** Returns a text that somebody composed, such as the message of an exception, or another. */
  String text(String text);

  /** Returns an id or a name, or another. */
  String name(String name);
}
