<?php
/**
 * Plugin Name:       Applicant Intake
 * Description:       A block and a shortcode that put your driver application form on any page.
 * Version:           0.1.0
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * Author:            The applicant-intake authors
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       applicant-intake
 * Domain Path:       /languages
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

const APPLICANT_INTAKE_VERSION = '0.1.0';
const APPLICANT_INTAKE_FILE    = __FILE__;

require __DIR__ . '/includes/translations.php';
require __DIR__ . '/includes/endpoint.php';
require __DIR__ . '/includes/phone.php';
require __DIR__ . '/includes/settings.php';
require __DIR__ . '/includes/sanitize-settings.php';
require __DIR__ . '/includes/settings-fields.php';
require __DIR__ . '/includes/settings-page.php';
require __DIR__ . '/includes/consent.php';
require __DIR__ . '/includes/attributes.php';
require __DIR__ . '/includes/fallback.php';
require __DIR__ . '/includes/script.php';
require __DIR__ . '/includes/optimizers.php';
require __DIR__ . '/includes/render.php';
require __DIR__ . '/includes/block.php';
