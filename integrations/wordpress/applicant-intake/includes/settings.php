<?php
/**
 * What the administrator has set under Settings → Applicant Intake.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

/** The one option that holds all settings; `uninstall.php` removes it. */
const APPLICANT_INTAKE_OPTION = 'applicant_intake_settings';

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
