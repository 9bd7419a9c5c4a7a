<?php
/**
 * What becomes of the settings on their way into the database.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

/**
 * Keeps what makes sense. What does not is reported, and the value before stays.
 *
 * WordPress calls this twice when the option is saved for the first time, so a second pass changes nothing.
 *
 * @param mixed $input What the form sent, or some other code gave to `update_option()`.
 * @return array<string, string>
 */
function applicant_intake_sanitize_settings( $input ) {
	$before = applicant_intake_settings();
	$given  = array();
	foreach ( array_keys( $before ) as $key ) {
		$given[ $key ] = is_array( $input ) && isset( $input[ $key ] ) && is_scalar( $input[ $key ] ) ? trim( (string) $input[ $key ] ) : '';
	}

	$endpoint = applicant_intake_clean_endpoint( $given['endpoint'] );
	if ( '' === $endpoint && '' !== $given['endpoint'] ) {
		applicant_intake_complain( 'endpoint', __( 'The endpoint must be an address that begins with https://. It was not changed.', 'applicant-intake' ) );
		$endpoint = $before['endpoint'];
	}

	$phone = sanitize_text_field( $given['phone'] );
	if ( '' !== $phone && '' === applicant_intake_tel( $phone ) ) {
		applicant_intake_complain( 'phone', __( 'The phone number has no digits that could be dialled. It was not changed.', 'applicant-intake' ) );
		$phone = $before['phone'];
	}

	$form           = preg_replace( '/[^A-Za-z0-9_-]/', '', $given['form'] );
	$default        = applicant_intake_default_settings();
	$given['build'] = 'classic' === $given['build'] ? 'classic' : 'module';

	return array_merge(
		array(
			'endpoint'           => $endpoint,
			'employer'           => sanitize_text_field( $given['employer'] ),
			'phone'              => $phone,
			'form'               => '' === $form ? $default['form'] : $form,
			'application_source' => sanitize_text_field( $given['application_source'] ),
			'privacy_href'       => esc_url_raw( $given['privacy_href'], array( 'https', 'http' ) ),
			'terms_href'         => esc_url_raw( $given['terms_href'], array( 'https', 'http' ) ),
			'build'              => $given['build'],
		),
		applicant_intake_sanitize_pin( $given, $before )
	);
}

/**
 * Keeps the version that is pinned and the hash of its file, as far as they belong together.
 *
 * A browser does not run a file that has another hash. So one without a version would lock the form out the day the
 * proxy is updated, and the hash of another version or build at once.
 *
 * @param array<string, string> $given  What was entered.
 * @param array<string, string> $before What was set before.
 * @return array<string, string> `version` and `integrity`.
 */
function applicant_intake_sanitize_pin( $given, $before ) {
	$version   = preg_replace( '/^v(?=\d)/i', '', $given['version'] );
	$integrity = preg_replace( '/\s+/', ' ', $given['integrity'] );
	$unchanged = array(
		'version'   => $before['version'],
		'integrity' => $before['integrity'],
	);
	if ( '' !== $version && ! preg_match( '/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/', $version ) ) {
		applicant_intake_complain( 'version', __( 'A version looks like 1.2.3. Version and hash were not changed.', 'applicant-intake' ) );
		return $unchanged;
	}
	if ( '' !== $integrity && ! preg_match( '#^(sha(256|384|512)-[A-Za-z0-9+/]{43,88}={0,2}( |$))+$#', $integrity ) ) {
		applicant_intake_complain( 'integrity', __( 'A hash looks like sha384-… followed by 64 characters. Version and hash were not changed.', 'applicant-intake' ) );
		return $unchanged;
	}
	if ( '' === $version && '' !== $integrity ) {
		applicant_intake_complain( 'integrity', __( 'A hash fits one version only, so it needs the version that it belongs to. Version and hash were not changed.', 'applicant-intake' ) );
		return $unchanged;
	}
	$moved = $version !== $before['version'] || $given['build'] !== $before['build'];
	if ( $moved && '' !== $integrity && $integrity === $before['integrity'] ) {
		applicant_intake_complain( 'integrity', __( 'The hash belonged to the file that was loaded before, so it was removed. Enter that of the new file.', 'applicant-intake' ) );
		$integrity = '';
	}

	return array(
		'version'   => $version,
		'integrity' => $integrity,
	);
}

/**
 * Shows a message above the settings after they have been saved.
 *
 * @param string $key     The setting.
 * @param string $message The message.
 */
function applicant_intake_complain( $key, $message ) {
	// Absent outside of the administration.
	if ( function_exists( 'add_settings_error' ) ) {
		add_settings_error( APPLICANT_INTAKE_OPTION, "applicant_intake_{$key}", $message );
	}
}
