<?php
/**
 * What the reader has consented to, as the site's consent plugin tells it through the WP Consent API.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

// Tells the WP Consent API that this plugin asks it.
add_filter( 'wp_consent_api_registered_' . plugin_basename( APPLICANT_INTAKE_FILE ), '__return_true' );

/**
 * Returns the value of `attribution-consent` for this reader.
 *
 * A page cache shows one reader's page to all others. So where there is one, every page begins with `denied`, and
 * `assets/consent.js` asks again in the reader's own browser.
 *
 * @return string `granted`, `denied`, or an empty string when no consent plugin is there to ask.
 */
function applicant_intake_consent() {
	if ( ! function_exists( 'wp_has_consent' ) ) {
		return '';
	}
	$cached = defined( 'WP_CACHE' ) && WP_CACHE;

	return ! $cached && wp_has_consent( 'marketing' ) ? 'granted' : 'denied';
}

/**
 * Puts the script on the page that keeps `attribution-consent` up to date while the reader makes up their mind.
 */
function applicant_intake_enqueue_consent_script() {
	if ( ! function_exists( 'wp_has_consent' ) ) {
		return;
	}
	wp_enqueue_script(
		'applicant-intake-consent',
		plugins_url( 'assets/consent.js', APPLICANT_INTAKE_FILE ),
		array(),
		APPLICANT_INTAKE_VERSION,
		array(
			'strategy'  => 'defer',
			'in_footer' => true,
		)
	);
}
