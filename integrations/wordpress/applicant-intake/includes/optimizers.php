<?php
/**
 * Keeps the script on the exclusion lists of optimisers, for those that drop attributes before they look at them.
 *
 * Every list holds pieces of addresses. Sources: WP Rocket, `DelayJS/HTML.php`, `DeferJS/DeferJS.php` and
 * `AbstractJSOptimization.php`; LiteSpeed Cache, `optimize.cls.php`; SiteGround Speed Optimizer, readme.txt; Perfmatters,
 * "Delay JavaScript" in its documentation.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

foreach ( array(
	'rocket_delay_js_exclusions',
	'rocket_exclude_defer_js',
	'rocket_minify_excluded_external_js',
	'litespeed_optimize_js_excludes',
	'litespeed_optm_js_defer_exc',
	'litespeed_optm_gm_js_exc',
	'sgo_javascript_combine_excluded_external_paths',
	'perfmatters_delay_js_exclusions',
) as $applicant_intake_list ) {
	add_filter( $applicant_intake_list, 'applicant_intake_exclude_script' );
}
unset( $applicant_intake_list );

/**
 * Adds both builds to a list of scripts to leave alone.
 *
 * Some lists are read as regular expressions, some as plain text; this one piece is right as either.
 *
 * @param mixed $excluded The list so far.
 * @return string[]
 */
function applicant_intake_exclude_script( $excluded ) {
	$excluded   = is_array( $excluded ) ? $excluded : array();
	$excluded[] = '/applicant-intake.';

	return $excluded;
}
