<?php
/**
 * The script that defines the element.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

add_filter( 'wp_script_attributes', 'applicant_intake_script_attributes' );

/**
 * Puts the script on the page. However many forms there are, WordPress prints it once.
 *
 * Its host is that of the settings alone: a script may do anything on the page, so no author chooses it.
 */
function applicant_intake_enqueue_script() {
	$settings = applicant_intake_settings();
	$folder   = $settings['endpoint'] . ( '' === $settings['version'] ? '' : '/v' . $settings['version'] );

	// No version is added to the address: the proxy's cache headers know better, and a pinned file never changes.
	if ( 'classic' === $settings['build'] ) {
		wp_enqueue_script( 'applicant-intake', $folder . '/applicant-intake.classic.js', array(), null, array( 'strategy' => 'async' ) ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
	} else {
		wp_enqueue_script_module( 'applicant-intake', $folder . '/applicant-intake.js', array(), null );
	}
}

/**
 * Marks the script as one that optimisers leave alone, and pins its content.
 *
 * A form that waits for the first movement of the mouse, is merged with a script that fails, or is minified once more
 * has cost carriers applications. Each name below is the one that its maker honours:
 *
 * - `data-cfasync="false"`: Cloudflare Rocket Loader ("Ignore JavaScripts" in its documentation), but only when it comes
 *   before `src`; LiteSpeed Cache (`optimize.cls.php`) and Autoptimize (`autoptimizeScripts.php`) honour it, too.
 * - `data-no-optimize`, `data-no-defer`: LiteSpeed Cache (`optimize.cls.php`).
 * - `data-noptimize`: Autoptimize (`autoptimizeScripts.php`, and issue 324 of its repository).
 * - `nowprocket`: WP Rocket's delayed execution ("Troubleshoot Delay JavaScript Execution Issues", "Exclusions by
 *   attribute"). `data-no-minify`: its minification (`dynamic-lists.json`, `exclude_js_template`).
 * - `data-pagespeed-no-defer`: PageSpeed for Apache and nginx ("Defer JavaScript" in its documentation).
 * - `data-wpmeteor-nooptimize`: WP Meteor (the questions in its readme.txt).
 * - `data-jetpack-boost="ignore"`: Jetpack Boost (`class-render-blocking-js.php`).
 * - `nitro-exclude`: NitroPack, as plugins such as Cookie Compliance write it. Its own documentation was not to be had.
 *
 * @param array<string, string|bool> $attributes The attributes of any script that WordPress prints.
 * @return array<string, string|bool>
 */
function applicant_intake_script_attributes( $attributes ) {
	$id = isset( $attributes['id'] ) ? $attributes['id'] : '';
	if ( 'applicant-intake-js' !== $id && 'applicant-intake-js-module' !== $id ) {
		return $attributes;
	}
	$settings = applicant_intake_settings();
	$added    = array(
		'data-cfasync'             => 'false',
		'data-no-optimize'         => '1',
		'data-no-defer'            => '1',
		'data-noptimize'           => '1',
		'data-no-minify'           => '1',
		'data-pagespeed-no-defer'  => true,
		'nowprocket'               => true,
		'data-wpmeteor-nooptimize' => 'true',
		'data-jetpack-boost'       => 'ignore',
		'nitro-exclude'            => true,
	);
	if ( '' !== $settings['version'] && '' !== $settings['integrity'] ) {
		// A browser checks what comes from another origin only when it was asked for with CORS.
		$added['integrity']   = $settings['integrity'];
		$added['crossorigin'] = 'anonymous';
	}

	/**
	 * Filters the attributes of the script that defines the form.
	 *
	 * @param array<string, string|bool> $attributes Names and values; true is a name alone.
	 */
	return apply_filters( 'applicant_intake_script_attributes', array_merge( $added, $attributes ) );
}
