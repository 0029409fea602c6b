/**
 * What does a person see in a browser? Advice, coverage, replays, the constitution they are of and
 * the cases they speak of come in; one self-contained page leaves, the same for the same input.
 * Files, the network and the clock never enter.
 */
@NullMarked
package org.equipoise.page;

import org.jspecify.annotations.NullMarked;
