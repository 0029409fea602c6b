/**
 * What does a person see in a browser? Writes self-contained HTML pages. The input is advice,
 * coverage, replays and consultations, with their constitution and cases. The same input gives the
 * same page. This package uses no files, network or clock.
 */
@NullMarked
package org.equipoise.page;

import org.jspecify.annotations.NullMarked;
