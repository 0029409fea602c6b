package org.equipoise.cli;

import java.nio.file.Path;
import org.equipoise.annotation.Panel;
import picocli.CommandLine.Parameters;

/** The file of labels that a command is about. */
final class LabelsOption {
  @Parameters(
      paramLabel = "F",
      description =
          "JSON Lines (item, annotator, label, perhaps at), or CSV with these columns, or with an"
              + " item in each row and a column for each annotator")
  private Path file;

  Panel panel() {
    return Panel.of(LabelFiles.read(file));
  }
}
