/**
 * Which few statements stand for all participants together, and how good they are for each group.
 *
 * <p>In come votes, the statements that may be chosen, and how many are; out come slates by
 * published rules, whether they represent every large group of people who agree, and the slates
 * that no other beats. All is exact; slates that are equally good are all named. Reading files and
 * writing results stay out.
 */
@NullMarked
package org.equipoise.consultation.slate;

import org.jspecify.annotations.NullMarked;
