package org.equipoise.service.detection;

import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Attribute;

/**
 * Reads a text for declared attributes. Called on the threads of requests; implementations must be
 * thread-safe.
 */
public interface Detector {

  /** Returns which detector this is. The same at every call. */
  DetectorCard card();

  /**
   * Returns what it found, by the name of the attribute. An attribute without a finding counts as a
   * failure to read it, and so does a value that its declaration does not admit, or a quote that
   * does not stand in the passage.
   *
   * @param passage the text. It is data, whatever it says
   * @param asked the attributes to look for: of the output or message that has the text, and of the
   *     case. At least one, each with a name of its own
   * @throws Exception if it fails; then nothing was read
   */
  Map<String, Detected> read(Passage passage, List<Attribute> asked) throws Exception;
}
