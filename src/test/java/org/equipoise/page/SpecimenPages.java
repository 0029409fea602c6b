package org.equipoise.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.equipoise.constitution.Constitution;

/** A page of each kind, and one of each with hostile texts, as files that a browser opens. */
final class SpecimenPages {
  private static final int MANY_CASES = 2_000;

  private final Path folder;
  private final Map<String, Path> pages = new LinkedHashMap<>();

  private SpecimenPages(Path folder) {
    this.folder = folder;
  }

  /** Writes all pages into a folder. */
  static SpecimenPages written(Path folder) throws Exception {
    Constitution constitution = Specimens.constitution("assistant-conduct");
    Constitution taking = Specimens.hostile();
    SpecimenPages pages = new SpecimenPages(folder);
    pages.add("advice", Specimens.advice(constitution, Specimens.corpus("assistant-conduct"), 1));
    pages.add("hostile", Specimens.hostileAdvice(taking));
    pages.add(
        "coverage",
        Specimens.coverage(
            Specimens.constitution("common-morality"), Specimens.corpus("common-morality")));
    pages.add("hostile-coverage", Specimens.hostileCoverage(taking));
    pages.add(
        "equilibria",
        Specimens.equilibria(
            Specimens.constitution("common-morality"), Specimens.corpus("common-morality")));
    pages.add("hostile-equilibria", Specimens.hostileEquilibria(taking));
    pages.add("replay", Specimens.replay());
    pages.add("hostile-replay", Specimens.hostileReplay(taking));
    pages.add("amendment", Specimens.amendment());
    pages.add("hostile-amendment", Specimens.hostileAmendment(taking));
    pages.add("plural", Specimens.plural());
    pages.add("hostile-plural", Specimens.hostilePlural(taking));
    pages.add("consultation", ConsultationSpecimens.page());
    pages.add("hostile-consultation", ConsultationSpecimens.hostile(Specimens.HOSTILE));
    pages.add("annotators", AnnotationSpecimens.page());
    pages.add("hostile-annotators", AnnotationSpecimens.hostile(Specimens.HOSTILE));
    pages.add("calibration", CalibrationSpecimens.page());
    pages.add("hostile-calibration", CalibrationSpecimens.page(Specimens.HOSTILE));
    pages.add("coherence", CoherenceSpecimens.page(constitution));
    pages.add("hostile-coherence", CoherenceSpecimens.hostile(taking, Specimens.HOSTILE));
    pages.add("large", Specimens.large(constitution, MANY_CASES));
    return pages;
  }

  private void add(String name, String page) throws IOException {
    pages.put(name, Files.writeString(folder.resolve(name + ".html"), page));
  }

  Path get(String name) {
    return Objects.requireNonNull(pages.get(name), name);
  }

  Collection<Path> all() {
    return pages.values();
  }
}
