package org.equipoise.constitution.metering;

/**
 * A text that counts each look at a letter: what makes even a pattern stop that tries all ways to
 * match.
 */
final class MeteredText implements CharSequence {
  private final CharSequence text;
  private final Meter meter;

  private MeteredText(CharSequence text, Meter meter) {
    this.text = text;
    this.meter = meter;
  }

  static CharSequence of(CharSequence text) {
    Meter meter = Meter.running();
    return meter == null || text == null ? text : new MeteredText(text, meter);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    meter.count();
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
