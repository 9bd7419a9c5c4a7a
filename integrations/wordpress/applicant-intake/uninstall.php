<?php
/**
 * Removes everything that the plugin has stored, on every site of a network.
 *
 * @package Applicant_Intake
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

// The plugin itself is not loaded here; its `includes/settings.php` gives the option this name.
$applicant_intake_option = 'applicant_intake_settings';

if ( is_multisite() ) {
	$applicant_intake_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $applicant_intake_sites as $applicant_intake_site ) {
		switch_to_blog( $applicant_intake_site );
		delete_option( $applicant_intake_option );
		restore_current_blog();
	}
} else {
	delete_option( $applicant_intake_option );
}
