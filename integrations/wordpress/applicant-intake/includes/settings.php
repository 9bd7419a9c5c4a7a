<?php
/**
 * What the administrator has set under Settings → Applicant Intake.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

/** The one option that holds all settings; `uninstall.php` removes it. */
const APPLICANT_INTAKE_OPTION = 'applicant_intake_settings';

add_action( 'init', 'applicant_intake_register_setting' );

/**
 * Registers the option, so that it is sanitized whoever saves it: the settings page, WP-CLI, or other code.
 */
function applicant_intake_register_setting() {
	register_setting(
		'applicant_intake',
		APPLICANT_INTAKE_OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'applicant_intake_sanitize_settings',
			'default'           => applicant_intake_default_settings(),
			'show_in_rest'      => false,
		)
	);
}

/**
 * Returns what holds until somebody saves something else.
 *
 * @return array<string, string>
 */
function applicant_intake_default_settings() {
	return array(
		'endpoint'           => '',
		'employer'           => '',
		'phone'              => '',
		'form'               => 'driver-short',
		'application_source' => '',
		'privacy_href'       => '',
		'terms_href'         => '',
		'build'              => 'module',
		'version'            => '',
		'integrity'          => '',
	);
}

/**
 * Returns every setting as text.
 *
 * @return array<string, string>
 */
function applicant_intake_settings() {
	$defaults = applicant_intake_default_settings();
	$saved    = get_option( APPLICANT_INTAKE_OPTION, array() );
	$saved    = is_array( $saved ) ? array_filter( $saved, 'is_string' ) : array();

	return array_merge( $defaults, array_intersect_key( $saved, $defaults ) );
}
