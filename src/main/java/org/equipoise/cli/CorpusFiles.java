package org.equipoise.cli;

import java.nio.file.Path;
import org.equipoise.formats.Corpus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --cases} and {@code --judgments}: what a command looks at. */
final class CorpusFiles {
  @Option(
      names = "--cases",
      paramLabel = "F",
      required = true,
      description = "cases, one JSON object a line")
  private Path cases;

  @Option(
      names = "--judgments",
      paramLabel = "F",
      description = "considered judgments, one JSON object a line")
  private @Nullable Path judgments;

  Corpus open() {
    Progress.at("checking `" + cases + "`");
    Corpus corpus = Corpus.open(cases, judgments);
    Progress.between();
    return corpus;
  }
}
